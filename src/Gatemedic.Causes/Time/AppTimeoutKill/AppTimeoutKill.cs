using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The application server's own time limit ends the request before it is answered.</summary>
[NoAutomaticFix("whether the request may take longer, or the application has to be quicker, is for a person to say")]
public sealed class AppTimeoutKill : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("app-timeout-kill", CauseGroup.Time)
    {
        Rivals = ["slow-upstream", "keepalive-race", "upstream-crash", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol != Protocol.Stream
        let groups = target.BrokenOff()
        let killings = Killing.Of(target)
        let limit = TimeLimit.Of(target)
        where (!groups.IsEmpty || target.Probes.Any(p => IsCut(p.Result))) && (limit is not null || !killings.IsEmpty)
        select Judge(target, groups, killings, limit);

    private static bool IsCut(ProbeResult result) =>
        result is { Connected: true, Outcome: ProbeOutcome.ClosedEarly or ProbeOutcome.Reset or ProbeOutcome.OtherProtocol, Stage: ProbeStage.Header };

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> groups, ImmutableArray<Killing> killings, TimeLimit? limit)
    {
        var verdict = new Verdict(target);
        foreach (var group in groups)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, group.Says($"{group.Peer}: {group.AsWritten()}, while {group.Action}"), group.Samples[0].Source);
        }

        AddKillings(verdict, groups, killings);
        AddTimes(verdict, target, groups, limit);
        if (limit is not null)
        {
            verdict.For(Weigh.Slight, limit.Kind, $"a request may take {limit.Value?.TotalSeconds:0.###} s there ({limit.Server} {limit.Option})", limit.Where);
            if (killings.IsEmpty && target.IsHeard() && target.Scene.Witnesses is { IsSeen: true, Seen: var logs } && logs.OrEmpty().Any(l => l.Groups.OrEmpty().Any(g => g.Program == limit.Server)))
            {
                verdict.Against(Weigh.Moderate, EvidenceKind.Log, $"{limit.Server}'s log says nothing of a request that took too long", limit.Server);
            }
        }

        Describe(verdict, target, groups, limit ?? new TimeLimit(killings[0].Server, killings[0].Option, null, killings[0].Log.Source, EvidenceKind.Log, null));
        return verdict;
    }

    private static void AddKillings(Verdict verdict, ImmutableArray<ErrorGroup> groups, ImmutableArray<Killing> killings)
    {
        var weight = Weigh.Decisive;
        foreach (var killing in killings.OrderByDescending(k => k.IsBeside(groups)))
        {
            var sample = killing.Group.Samples[0];
            var beside = killing.IsBeside(groups);
            verdict.For(
                beside ? weight : Weigh.Slight, EvidenceKind.Log,
                $"{killing.Server} ended {killing.Group.Count} requests for their time{(beside ? ", in the same seconds" : "")}: {sample.Message}", sample.Source);
            weight = Weigh.Slight;
        }
    }

    /// <summary>A failure that takes exactly as long as the limit was made by it.</summary>
    private static void AddTimes(Verdict verdict, Target target, ImmutableArray<ErrorGroup> groups, TimeLimit? limit)
    {
        if (limit is null)
        {
            return;
        }

        foreach (var probed in target.Probes.Where(p => IsCut(p.Result)))
        {
            var (took, source) = (probed.Result.ElapsedMs / 1000, $"probe {probed.Endpoint}");
            verdict.Weighs(
                limit.Ends(took) ? Weigh.Strong : -Weigh.Moderate, EvidenceKind.Probe,
                $"{probed.Endpoint} closed the connection of the probe after {took:0.0} s{(limit.Ends(took) ? ", which is when the limit is reached" : ", long before the limit")}", source);
        }

        var times = target.Accesses(502).SelectMany(g => g.Samples).Where(s => s.RequestTime is not null).ToList();
        if (!groups.IsEmpty && times.Count > 0)
        {
            var hits = times.Count(s => limit.Ends(s.RequestTime!.Value));
            verdict.Weighs(
                hits == times.Count ? Weigh.Strong : hits > 0 ? Weigh.Moderate : -Weigh.Strong, EvidenceKind.Log,
                $"requests that failed took {string.Join(", ", times.Select(s => $"{s.RequestTime:0.0} s"))}", times[0].Source);
        }
    }

    private static void Describe(Verdict verdict, Target target, ImmutableArray<ErrorGroup> groups, TimeLimit limit)
    {
        var paths = FailingRoutes.PathsOf(groups) is { IsEmpty: false } known ? $" for {string.Join(", ", known)}" : "";
        verdict.Title = $"{limit.Text} ends requests to {target.Address} before they are answered{paths}";
        verdict.Explanation =
            $"{limit.Server} lets a request take {(limit.Value is { } value ? $"{value.TotalSeconds:0.###} s" : "only so long")} ({limit.Option}, {limit.Where}), then it kills the worker that does it. " +
            "nginx, which would have waited longer, sees the connection end and answers 502. The application is too slow there for its own limit: it waits for something, or has more to do than it should.";
        verdict.Remedies = AppTimeoutKillRemedy.For(target, limit, paths.Length > 0 ? FailingRoutes.PathsOf(groups, 1)[0] : "/");
    }
}
