using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;

namespace Gatemedic.Manual;

/// <summary>What of the command tree a person is shown: the one source of --help, manual pages and completion.</summary>
internal static class CommandSurface
{
    private static readonly string[] FileNames = ["FILE", "PATH", "LOG"];

    /// <summary>Commands that --help lists, in its order.</summary>
    public static IEnumerable<Command> VisibleCommands(this Command command) => command.Subcommands.Where(c => !c.Hidden);

    /// <summary>Its options, those that the root hands down among them.</summary>
    public static IEnumerable<Option> VisibleOptions(this Command command, Command root) =>
        command.Options.Concat(command == root ? [] : root.Options.Where(o => o.Recursive)).Where(o => !o.Hidden);

    /// <summary>The spellings that a shell takes as they are: not "-?", which is a pattern, nor "/h".</summary>
    public static IEnumerable<string> Spellings(this Option option) => option.Aliases.Prepend(option.Name).Where(n => n[0] == '-' && n != "-?");

    /// <summary>It stands alone.</summary>
    public static bool IsFlag(this Option option) => option.ValueType == typeof(bool) || option is HelpOption or VersionOption;

    /// <summary>It may be given more than once.</summary>
    public static bool IsRepeatable(this Option option) => option.Arity.MaximumNumberOfValues > 1;

    /// <summary>What stands for its value: FILE.</summary>
    public static string ValueName(this Option option) => option.HelpName ?? "VALUE";

    /// <summary>What stands for it in the synopsis.</summary>
    public static string ValueName(this Argument argument) => argument.HelpName ?? argument.Name;

    /// <summary>What it says of itself, with its default where there is one.</summary>
    public static string Told(this Option option) =>
        option.IsFlag() || !option.HasDefaultValue || option.Description?.Contains("default:", StringComparison.Ordinal) == true
            || option.GetDefaultValue() is not { } value || value.ToString() is not { Length: > 0 } text
            ? option.Description ?? ""
            : $"{option.Description} (default: {text})";

    /// <summary>What may be typed for its value.</summary>
    public static ValueKind Kind(this Option option) => option.IsFlag() ? ValueKind.None : Kind(option, option.ValueName());

    /// <summary>What may be typed for it.</summary>
    public static ValueKind Kind(this Argument argument) => Kind(argument, argument.ValueName());

    /// <summary>The words among which a value is chosen; none where anything goes.</summary>
    public static IReadOnlyList<string> Choices(this Symbol symbol) =>
        [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.InsertText ?? c.Label)];

    private static ValueKind Kind(Symbol symbol, string name) =>
        symbol.Choices().Count > 0 ? ValueKind.Choice
        : name.Contains("DIR", StringComparison.Ordinal) ? ValueKind.Directory
        : name.Split('|').Any(n => Array.IndexOf(FileNames, n) >= 0) ? ValueKind.File
        : ValueKind.Text;
}

/// <summary>What may be typed for a value.</summary>
internal enum ValueKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Anything.</summary>
    Text,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>One of a few words.</summary>
    Choice,
}
