using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Commands;
using Gatemedic.Manual;

namespace Gatemedic.Settings;

/// <summary>
/// Lays settings under a command line: a setting is an option that is given always, so its parser checks and takes both. A command that takes an option
/// without making use of it hides it, and is given no setting for it.
/// </summary>
internal static class SettingsArguments
{
    // Where an option of a setting is tried; none of these needs an argument.
    private static readonly string[] Tried = ["diagnose", "logs", "lint"];

    private static readonly string[] PlaceOptions = ["--scene", "--bundle"];

    /// <summary>The command line as it is with the settings that its command knows, that it does not give itself, and that go with what it gives.</summary>
    public static ParseResult Apply(Command root, ImmutableArray<string> typed, ParseResult parsed, UserSettings settings)
    {
        var command = parsed.CommandResult.Command;
        var namesPlace = NamesPlace(command, parsed);
        var (result, words) = (parsed, typed);
        var at = command == parsed.RootCommandResult.Command ? 0 : typed.IndexOf(command.Name) + 1;
        foreach (var value in settings.Values)
        {
            if (command.Options.FirstOrDefault(o => o.Name == value.Setting.Option && !o.Hidden) is not { } option || IsGiven(parsed, option) || (value.Setting.IsPlace && namesPlace))
            {
                continue;
            }

            var candidate = words.InsertRange(at, Words(value));
            if (root.Parse(candidate) is { Errors.Count: 0 } taken)
            {
                (result, words) = (taken, candidate);
            }
        }

        return result;
    }

    /// <summary>Values that no command would take.</summary>
    public static IEnumerable<SettingFault> Check(Command root, UserSettings settings) =>
        from value in settings.Values
        let message = Fault(root, value)
        where message is not null
        select new SettingFault(value.Source, message);

    private static string? Fault(Command root, SettingValue value)
    {
        if (value.Setting.Kind == SettingKind.Flag)
        {
            return value.Values[0] is "true" or "false" ? null : $"{value.Setting.Name} takes true or false";
        }

        var attempts = from name in Tried
                       let command = root.Subcommands.First(c => c.Name == name)
                       where command.Options.Any(o => o.Name == value.Setting.Option && !o.Hidden)
                       let needed = value.Setting.Name.StartsWith("nagios-", StringComparison.Ordinal) ? DiagnoseOptions.NagiosFlag : null
                       select root.Parse([name, .. needed is null ? Array.Empty<string>() : [needed], .. Words(value)]).Errors;
        var errors = attempts.ToList();
        return errors.Any(e => e.Count == 0) ? null : $"{value.Setting.Name}: {errors[0][0].Message}";
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The command line says itself what to look at: a configuration, logs, files.</summary>
    private static bool NamesPlace(Command command, ParseResult parsed) =>
        command.Options.Any(o => (Array.IndexOf(PlaceOptions, o.Name) >= 0 || Setting.All.Any(s => s.IsPlace && s.Option == o.Name && s.Name != "since")) && IsGiven(parsed, o))
        || command.Arguments.Any(a => a.Kind() == ValueKind.File && parsed.GetResult(a) is { Tokens.Count: > 0 });

    /// <summary>With "=", so that a value that begins as an option does not become one.</summary>
    private static IEnumerable<string> Words(SettingValue value) => value.Setting.Kind == SettingKind.Flag
        ? [$"{value.Setting.Option}={value.Values[0]}"]
        : value.Values.Select(v => $"{value.Setting.Option}={v}");
}
