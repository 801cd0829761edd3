using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The application process dies while it answers.</summary>
[NoAutomaticFix("the fault is in the application")]
public sealed class UpstreamCrash : ICause
{
    private static readonly string[] Kills = ["kernel-oom", "unit-oom", "container-oom"];

    // The time limit of the application server ended the process: another cause.
    private static readonly string[] Limits = ["gunicorn-timeout", "fpm-terminated", "uwsgi-harakiri", "puma-worker-timeout", "unicorn-timeout"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-crash", CauseGroup.Conversation)
    {
        Rivals = ["oom-killed", "app-timeout-kill", "keepalive-race", "protocol-mismatch", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        let broken = target.BrokenOff()
        where !broken.IsEmpty
        select Judge(target, broken);

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> broken)
    {
        var verdict = new Verdict(target).For(Weigh.Moderate, EvidenceKind.Log, broken[0].Says($"{broken[0].AsWritten()}: the answer of {broken[0].Peer} broke off"), broken[0].Samples[0].Source);
        var death = Death.Of(target, broken);
        if (death.Together is { } pair)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, $"{pair.Error.Time:HH:mm:ss}: in that moment {Said(pair.Record)}", pair.Told.SourceOf(pair.Record));
            if (death.Coincidences > 1)
            {
                verdict.For(Weigh.Moderate, EvidenceKind.Log, $"{death.Coincidences} of the newest answers broke off as a process of the application ended", pair.Told.SourceOf(pair.Record));
            }
        }
        else if (death.Told.FirstOrDefault(t => t.Last is null) is { } untimed)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"its log says, at a time that is not told: {Said(untimed.Events[0])}", untimed.SourceOf(untimed.Events[0]));
        }
        else if (target.IsHeard())
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Log, "no log tells of a process that ended then", "journalctl, the application's log, dmesg");
        }

        if (target.Probes.FirstOrDefault(p => Tongues.Foreign(target, p) is not null) is { } foreign)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{foreign.Endpoint} speaks {Tongues.Sentence(foreign.Result.Spoken!)}, so what nginx sends makes no sense to it", $"probe {foreign.Endpoint}");
        }

        if (death.Beside(target, Limits) is { } limit)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Log, $"{limit.When}a time limit ended the process: {limit.Events[0].Message}", limit.SourceOf(limit.Events[0]));
        }

        if (death.Beside(target, Kills) is { } kill)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Kernel, $"{kill.When}{kill.Events[0].Message}", kill.SourceOf(kill.Events[0]));
        }

        Describe(verdict, target, broken, death);
        verdict.Remedies = UpstreamCrashRemedy.For(target, death);
        return verdict;
    }

    private static void Describe(Verdict verdict, Target target, ImmutableArray<ErrorGroup> broken, Death death)
    {
        var paths = FailingRoutes.PathsOf(broken);
        var where = paths.IsEmpty ? "" : $" (asked for {string.Join(", ", paths)})";
        verdict.Title = $"A process of the application behind {target.Address} dies while it answers{where}";
        verdict.Explanation =
            $"nginx sent the request to {target.Address}, and the process that worked on it ended before the answer was complete: {(death.Together is { } pair ? Said(pair.Record) : "its connection closed")}. " +
            "What it had under way got 502. Its manager, or another worker, takes the next requests, so that the same request will fail again while others are answered.";

        // Others are answered meanwhile.
        verdict.Severity = target.IsWell ? Severity.Warning : null;
    }

    private static string Said(WitnessEvent record)
    {
        var line = (record.Fields.GetValueOrDefault("exception") ?? record.Message).Split('\n')[0].Trim();
        return line.Length <= 200 ? line : line[..200] + "...";
    }
}
