using System.CommandLine;
using System.Text;

namespace Gatemedic.Manual;

/// <summary>Completion for bash 4 and later; needs no bash-completion beside it.</summary>
internal static class BashCompletion
{
    // Words end at "=" and ":" in bash, so "--format=json" is three words.
    private const string Head = """
        # bash completion for gatemedic; written by "gatemedic completion bash"
        _gatemedic() {
          local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} command=gatemedic words= files= i
          [[ $cur == = ]] && cur=
          [[ $option == = ]] && option=${COMP_WORDS[COMP_CWORD-2]}
          for ((i = 1; i < COMP_CWORD; i++)); do
            case ${COMP_WORDS[i]} in

        """;

    private const string Tail = """
          esac
          case $files in
            f) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
            d) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
            *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur") ;;
          esac
        }
        complete -F _gatemedic gatemedic

        """;

    /// <summary>The script.</summary>
    public static string Render(Command root)
    {
        var text = new StringBuilder(Head);
        text.Append($"      {string.Join('|', root.VisibleCommands().Select(c => c.Name))}) command=${{COMP_WORDS[i]}}; break ;;\n    esac\n  done\n  case $command,$option in\n");
        foreach (var command in root.VisibleCommands().Prepend(root))
        {
            foreach (var option in command.VisibleOptions(root).Where(o => !o.IsFlag()))
            {
                text.Append($"    {string.Join('|', option.Spellings().Select(s => $"{Name(command, root)},{s}"))}) {Value(option.Kind(), option)} ;;\n");
            }
        }

        foreach (var command in root.VisibleCommands().Prepend(root))
        {
            text.Append($"    {Name(command, root)},*)\n      if [[ $cur == -* ]]; then words='{string.Join(' ', command.VisibleOptions(root).SelectMany(o => o.Spellings()))}'\n");
            text.Append($"      else {Words(command, root)}; fi ;;\n");
        }

        return text.Append(Tail).ToString();
    }

    private static string Name(Command command, Command root) => command == root ? "gatemedic" : command.Name;

    private static string Words(Command command, Command root) =>
        command == root ? $"words='{string.Join(' ', root.VisibleCommands().Select(c => c.Name))}'"
        : command.Arguments.FirstOrDefault(a => !a.Hidden) is { } argument ? Value(argument.Kind(), argument)
        : ":";

    private static string Value(ValueKind kind, Symbol symbol) => kind switch
    {
        ValueKind.Choice => $"words='{string.Join(' ', symbol.Choices())}'",
        ValueKind.File => "files=f",
        ValueKind.Directory => "files=d",
        _ => ":",
    };
}
