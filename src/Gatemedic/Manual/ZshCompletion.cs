using System.CommandLine;
using System.Text;

namespace Gatemedic.Manual;

/// <summary>Completion for zsh, with what each word means beside it.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    public static string Render(Command root)
    {
        var text = new StringBuilder("#compdef gatemedic\n# zsh completion for gatemedic; written by \"gatemedic completion zsh\"\n_gatemedic() {\n  local curcontext=$curcontext context state state_descr line\n  typeset -A opt_args\n  local -a commands=(\n");
        foreach (var command in root.VisibleCommands())
        {
            text.Append($"    {Quoted($"{command.Name}:{Escaped(command.Description, ":")}")}\n");
        }

        text.Append("  )\n  _arguments -C \\\n").Append(Options(root, root, "    "));
        text.Append("    '(-): :->command' \\\n    '*:: :->argument' && return\n  case $state in\n    command) _describe -t commands command commands ;;\n    argument)\n      curcontext=${curcontext%:*:*}:gatemedic-$words[1]:\n      case $words[1] in\n");
        foreach (var command in root.VisibleCommands())
        {
            text.Append($"        {command.Name}) _arguments \\\n{Options(command, root, "          ")}          {Arguments(command)} ;;\n");
        }

        return text.Append("      esac ;;\n  esac\n}\nif [[ $funcstack[1] == _gatemedic ]]; then _gatemedic \"$@\"; else compdef _gatemedic gatemedic; fi\n").ToString();
    }

    private static string Options(Command command, Command root, string indent) =>
        string.Concat(command.VisibleOptions(root).SelectMany(o => o.Spellings().Select(s => $"{indent}{Quoted(Option(o, s))} \\\n")));

    private static string Option(Option option, string spelling) =>
        $"{(option.IsRepeatable() ? "*" : "")}{spelling}{(option.IsFlag() ? "" : "=")}[{Escaped(option.Description, "[]")}]{(option.IsFlag() ? "" : Value(option.Kind(), option, option.ValueName()))}";

    private static string Arguments(Command command) =>
        command.Arguments.FirstOrDefault(a => !a.Hidden) is { } argument
            ? Quoted((argument.Arity.MaximumNumberOfValues > 1 ? "*" : "1") + Value(argument.Kind(), argument, argument.ValueName()))
            : "''";

    private static string Value(ValueKind kind, Symbol symbol, string name) => $":{Escaped(name, ":")}:" + kind switch
    {
        ValueKind.Choice => $"({string.Join(' ', symbol.Choices())})",
        ValueKind.File => "_files",
        ValueKind.Directory => "_files -/",
        _ => " ",
    };

    private static string Escaped(string? text, string special) =>
        string.Concat((text ?? "").Select(c => c == '\\' || special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
