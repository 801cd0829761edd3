using System.CommandLine;
using System.Text;

namespace Gatemedic.Manual;

/// <summary>Completion for fish, with what each word means beside it.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static string Render(Command root)
    {
        var text = new StringBuilder("# fish completion for gatemedic; written by \"gatemedic completion fish\"\ncomplete -c gatemedic -f\n");
        foreach (var command in root.VisibleCommands())
        {
            text.Append($"complete -c gatemedic -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Description)}\n");
        }

        foreach (var command in root.VisibleCommands().Prepend(root))
        {
            var where = command == root ? "-n __fish_use_subcommand" : $"-n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in command.VisibleOptions(root))
            {
                text.Append($"complete -c gatemedic {where} {string.Join(' ', option.Spellings().Select(Spelling))}{Value(option.Kind(), option, isOption: true)} -d {Quoted(option.Description)}\n");
            }

            if (command.Arguments.FirstOrDefault(a => !a.Hidden) is { } argument && argument.Kind() is not ValueKind.Text and var kind)
            {
                text.Append($"complete -c gatemedic {where}{Value(kind, argument, isOption: false)}\n");
            }
        }

        return text.ToString();
    }

    private static string Spelling(string name) => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}";

    private static string Value(ValueKind kind, Symbol symbol, bool isOption) => kind switch
    {
        ValueKind.None => "",
        ValueKind.Choice => $"{(isOption ? " -x" : "")} -a {Quoted(string.Join(' ', symbol.Choices()))}",
        ValueKind.File => isOption ? " -r -F" : " -F",
        ValueKind.Directory => " -x -a '(__fish_complete_directories)'",
        _ => " -x",
    };

    private static string Quoted(string? text) => $"'{(text ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
