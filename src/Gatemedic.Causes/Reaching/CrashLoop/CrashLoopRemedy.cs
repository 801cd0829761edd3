using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Shows why it dies; starting it again comes after mending it, and only a person can do that.</summary>
internal static class CrashLoopRemedy
{
    /// <summary>First look and mend, then start.</summary>
    public static ImmutableArray<Remedy> For(Target target, KeptProgram kept, LastWords? words) =>
    [
        new Remedy
        {
            Id = "find-why-it-dies",
            Title = words is null ? $"Read why {kept.Name} ends, and mend that" : $"Mend what {kept.Name} ends of: {words.Text}",
            Commands = [kept.LookCommand, kept.Source],
            Risk = Risk.None,
            Verify = $"{kept.Source} shows it running for longer than it lived before",
            Undo = "nothing to undo: the commands only look",
        },
        new Remedy
        {
            Id = "start-again",
            Title = $"Then start {kept.Name} again",
            Commands = kept.StartCommands,
            Steps = kept.StartSteps,
            Risk = Risk.Low,
            Verify = target.Address.IsUnix ? $"ss -lx src {target.Address.Path} shows a listener, and still does a minute later" : $"ss -ltn 'sport = :{target.Address.Port}' shows a listener, and still does a minute later",
            Undo = kept.StopCommand,
        },
    ];
}
