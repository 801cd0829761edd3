using System.CommandLine;
using Gatemedic.Commands;

namespace Gatemedic.Manual;

/// <summary>What the exit codes of a command mean: the one source of manual pages and the reference.</summary>
internal static class ExitStatus
{
    /// <summary>What holds instead with --nagios.</summary>
    public const string Nagios = "With --nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, also for wrong usage.";

    /// <summary>Each code that the command ends with.</summary>
    public static IEnumerable<(int Code, string Meaning)> Of(Command command, Command root)
    {
        var diagnoses = command == root || command.Name == "diagnose";
        yield return (ExitCode.Done, diagnoses ? "Healthy, or every finding is waived." : "Done.");
        if (diagnoses || command.Name is "lint" or "config")
        {
            yield return (ExitCode.Problem, "A problem was found.");
        }

        if (command.Name == "fix")
        {
            yield return (ExitCode.Problem, "A finding is left as it is, or its repair did not help and was taken back.");
        }

        yield return (ExitCode.Usage, "Wrong usage, or nothing to look at.");
        yield return (ExitCode.Unfinished, "It could not finish: out of time, interrupted, or the answer could not be written.");
    }

    /// <summary>It can answer as a plugin of a monitoring system.</summary>
    public static bool SpeaksNagios(Command command) => command.Options.Any(o => o.Name == DiagnoseOptions.NagiosFlag);
}
