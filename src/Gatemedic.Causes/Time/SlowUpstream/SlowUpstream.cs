using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The application takes connections, but needs longer for its answer than nginx, or the client, waits.</summary>
public sealed class SlowUpstream : ICause
{
    // A client that leaves sooner than this left for its own reasons.
    private const double PatientClient = 5;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("slow-upstream", CauseGroup.Time)
    {
        Rivals = ["connect-timeout", "app-timeout-kill", "protocol-mismatch", "upstream-returned-502", "config-stale", "php-fpm-saturated", "backlog-overflow", "upstream-fd-limit"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        foreach (var target in scene.Targets().Where(t => t.Protocol != Protocol.Stream))
        {
            var waiting = Waiting.Of(target);
            var left = target.Accesses(499).Where(g => g.Samples.Any(s => s.RequestTime >= PatientClient)).ToImmutableArray();
            if (target.Saying("upstream-timed-out").Any() || Silent(target) is not null || !left.IsEmpty || !TimedOutAccesses(target).IsEmpty)
            {
                yield return Judge(target, waiting, left);
            }
        }
    }

    private static Verdict Judge(Target target, Waiting waiting, ImmutableArray<AccessGroup> left)
    {
        var verdict = new Verdict(target);
        if (Exhaustion.Of(target) is { } exhausted)
        {
            return verdict.Against(Weigh.Decisive, exhausted.Kind, $"requests do not even begin: {exhausted.Text}", exhausted.Source);
        }

        AddLogs(verdict, target, waiting, left);
        if (target.EarlyTimeoutOf() is { } early)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"the files let nginx wait longer than it did: {early.OnDisk.Directive} {early.OnDisk.Text}, which it has not loaded", early.OnDisk.Where);
        }

        AddProbes(verdict, target, waiting);
        var load = PoolLoad.Of(target);
        if ((load is null ? PoolLoad.LimitDuring(target, waiting.Groups) : waiting.Groups.Any(load.WasFullDuring) ? load.LimitLine : null) is { } limit)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, $"pool {load?.Pool.Name ?? limit.Unit} had no free child then: its log says that it reached pm.max_children", limit.Samples[0].Source);
        }

        var halt = Halt.Of(target);
        if (halt is not null)
        {
            verdict.For(Weigh.Decisive, halt.Kind, halt.Because, halt.Source);
        }

        if (waiting.Value is not null)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Config, $"nginx waits {waiting.Text}", waiting.Value.Where);
        }

        Describe(verdict, target, waiting, halt);
        verdict.Remedies = halt is not null ? [halt.Wake] : SlowUpstreamRemedy.For(target, waiting);
        return verdict;
    }

    private static void AddLogs(Verdict verdict, Target target, Waiting waiting, ImmutableArray<AccessGroup> left)
    {
        // FastCGI and its kin, spoken to an HTTP server, time out in the same words.
        var weight = target.Protocol is Protocol.Http or Protocol.Https or Protocol.Grpc or Protocol.Grpcs || target.Probes.Any(p => p.Result.Answered)
            ? Weigh.Decisive
            : Weigh.Strong;
        foreach (var group in waiting.Groups)
        {
            verdict.For(weight, EvidenceKind.Log, group.Says($"no answer from {group.Peer} in time, while {group.Action}{waiting.Paths}"), group.Samples[0].Source);
            weight = Weigh.Slight;
        }

        var unreached = target.Saying("upstream-timed-out").FirstOrDefault(g => g.Action is "connecting to upstream" or "SSL handshaking to upstream");
        if (unreached is not null && waiting.Groups.IsEmpty)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Log, unreached.Says($"{unreached.Peer} timed out while {unreached.Action}: the application never got the request"), unreached.Samples[0].Source);
        }

        foreach (var group in TimedOutAccesses(target))
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, $"{group.Count} requests ended with 504{Lasted(group)}", group.Samples[0].Source);
        }

        foreach (var group in left)
        {
            // Clients leave for their own reasons too: long polls, event streams, closed tabs.
            verdict.For(Silent(target) is null ? Weigh.Slight : Weigh.Moderate, EvidenceKind.Log, $"{group.Count} clients gave up waiting (499){Lasted(group)}", group.Samples[0].Source);
        }
    }

    private static void AddProbes(Verdict verdict, Target target, Waiting waiting)
    {
        foreach (var probed in target.Probes)
        {
            var (result, source) = (probed.Result, $"probe {probed.Endpoint}");
            if (Tongues.Foreign(target, probed) is { } spoken)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} answers at once, in {Tongues.Sentence(spoken)}", source);
            }
            else if (!result.Connected)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} takes no connection at all: {result.Text}", source);
            }
            else if (IsSilent(result))
            {
                // Where nginx is more patient than the probe and has not lost its patience, the answer may still come in time.
                var proves = !waiting.Groups.IsEmpty || !target.IsStillThinking(probed);
                verdict.For(proves ? Weigh.Strong : Weigh.Slight, EvidenceKind.Probe, $"{probed.Endpoint} takes the connection and says nothing: {result.Text}", source);
            }
            else if (result.Answered && waiting.Bound is { } bound && result.ElapsedMs > bound * 1000)
            {
                verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} took {result.ElapsedMs:0} ms to answer the probe, longer than nginx waits", source);
            }
            else if (result.Answered && !waiting.Groups.IsEmpty)
            {
                verdict.For(Weigh.Slight, EvidenceKind.Probe, $"{probed.Endpoint} answered the probe in {result.ElapsedMs:0} ms, so only some requests are slow{waiting.Paths}", source);
            }
        }
    }

    private static void Describe(Verdict verdict, Target target, Waiting waiting, Halt? halt)
    {
        var waits = waiting.Value is { } value ? $"{value.Text} ({waiting.Directive})" : waiting.Directive;
        verdict.Title = halt is not null
            ? $"{halt.Who} behind {target.Address} is {halt.State} and answers nothing"
            : waiting.Groups.IsEmpty
                ? $"{target.Address} takes connections, but its answers do not come in time"
                : $"{target.Address} needs longer than {waits} to answer{waiting.Paths}";
        verdict.Explanation = halt is not null
            ? $"What listens on {target.Address} was {halt.State}{(halt.Kind == EvidenceKind.Process ? " by a signal" : "")}. The kernel still takes connections for it, so nginx connects and then waits in vain until {waits} is over, and answers 504."
            : $"nginx reaches {target.Address} and sends the request, but no answer comes within {waits}. nginx then gives up with 504, or the client before it with 499. " +
              "The application is slow there, or waits for something itself: a database, another service, a lock. More time in nginx helps only where the work is meant to take so long.";
        // Where nginx itself has not given up, requests are late and not lost.
        verdict.Severity = waiting.Groups.IsEmpty && halt is null && TimedOutAccesses(target).IsEmpty ? Severity.Warning : null;
    }

    private static ImmutableArray<AccessGroup> TimedOutAccesses(Target target) =>
        [.. target.Accesses(504).Where(g => g.PeerStatuses.IsDefaultOrEmpty || g.PeerStatuses[^1] == "504")];

    private static Probed? Silent(Target target) => target.Probes.FirstOrDefault(p => IsSilent(p.Result) && Tongues.Foreign(target, p) is null);

    private static bool IsSilent(ProbeResult result) => result is { Outcome: ProbeOutcome.TimedOut, Connected: true, Stage: ProbeStage.Header };

    private static string Lasted(AccessGroup group) =>
        group.Samples.Max(s => s.RequestTime) is { } longest ? $", the longest after {longest:0.0} s" : "";
}
