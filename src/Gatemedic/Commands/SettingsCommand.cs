using System.CommandLine;
using Gatemedic.Rendering;
using Gatemedic.Settings;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic settings</c>: what holds and from where.</summary>
internal static class SettingsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("settings", "Show the settings that hold, where each comes from, and the waivers") { format };
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            var document = SettingsDocument.Of(UserSettings.OfThisRun.Value, root, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
            SettingsRenderer.Render(document, parsed.GetValue(format) == "json", Console.Out);
            return Tell([.. UserSettings.OfThisRun.Value.Faults, .. SettingsArguments.Check(root, UserSettings.OfThisRun.Value)]);
        });
        return command;
    }

    /// <summary>Lays the settings under a command line, or says what is wrong with them and gives null.</summary>
    public static ParseResult? Apply(Command root, string[] args, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action != command.Action || command.Name is "settings" or "completion" or "man")
        {
            return parsed;
        }

        var settings = UserSettings.OfThisRun.Value;
        if (settings is { Values.IsEmpty: true, Faults.IsEmpty: true })
        {
            return parsed;
        }

        IReadOnlyList<SettingFault> faults = [.. settings.Faults, .. SettingsArguments.Check(root, settings)];
        return Tell(faults) == ExitCode.Done ? SettingsArguments.Apply(root, [.. args], parsed, settings) : null;
    }

    private static int Tell(IReadOnlyList<SettingFault> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(fault.Source)}: {SafeText.Clean(fault.Message)}");
        }

        return faults.Count == 0 ? ExitCode.Done : ExitCode.Usage;
    }
}
