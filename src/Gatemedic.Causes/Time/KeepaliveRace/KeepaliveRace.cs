using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The application closes idle connections before nginx stops reusing them: a request that is sent at that moment is lost.</summary>
public sealed class KeepaliveRace : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("keepalive-race", CauseGroup.Time)
    {
        Severity = Severity.Warning,
        Rivals = ["app-timeout-kill", "upstream-crash", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol is Protocol.Http or Protocol.Https
        let groups = target.BrokenOffNowAndThen().Where(g => !BrokenAnswers.IsInBody(g)).ToImmutableArray()
        where !groups.IsEmpty
        select Judge(target, groups, KeptConnections.Of(target));

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> groups, KeptConnections? kept)
    {
        var verdict = new Verdict(target);
        verdict.For(Weigh.Slight, EvidenceKind.Log, groups[0].Says($"{groups[0].Peer}: {groups[0].AsWritten()}, while {groups[0].Action}"), groups[0].Samples[0].Source);
        if (kept is null)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"nginx opens a connection of its own for each request to {target.Address}", target.Where);
        }

        verdict.For(
            Weigh.Slight, EvidenceKind.Config,
            $"nginx keeps connections to \"{kept.Upstream.Name}\" for {kept.Timeout.TotalSeconds:0.###} s of silence{(kept.ByDefault ? $", as {target.Instance.Version.Seen} does by itself" : "")}", kept.Place.Where);
        AddRhythm(verdict, Sporadic.Of(target, groups), groups);
        foreach (var probed in target.Probes.Where(p => !p.Result.Answered))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} gives no answer on a fresh connection either: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }

        var patience = ApplicationPatience.Of(verdict, target);
        if (patience is not null)
        {
            var isShorter = patience.Time is { } time && time > TimeSpan.Zero && time <= kept.Timeout;
            verdict.Weighs(isShorter ? patience.Weight : -patience.Weight, EvidenceKind.Process, patience.Text, patience.Source);
        }

        Describe(verdict, target, groups, kept, patience?.Time);
        return verdict;
    }

    private static void AddRhythm(Verdict verdict, Sporadic seen, ImmutableArray<ErrorGroup> groups)
    {
        var source = groups[0].Samples[0].Source;
        if (seen.AlwaysFails is { } path)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, $"{path} fails every time, and a race is lost now and then", "access log");
        }
        else if (seen.IsRare || seen.Wavers)
        {
            verdict.For(
                Weigh.Moderate, EvidenceKind.Log,
                seen.IsRare ? $"{seen.Failures} connections ended so, and {seen.Answered} requests were answered" : "requests for the same paths were answered too", "access log");
        }

        if (seen.Retried > 0)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"{seen.Retried} requests were answered at the second try (\"502, 200\" in $upstream_status): nginx sends again what was lost on a kept connection", "access log");
        }

        if (seen.OnlyNotRetried)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"only {string.Join(", ", seen.Methods)} requests are among those that are known: others nginx sends again by itself", source);
        }
    }

    private static void Describe(Verdict verdict, Target target, ImmutableArray<ErrorGroup> groups, KeptConnections kept, TimeSpan? idle)
    {
        var after = idle is { } time && time > TimeSpan.Zero ? $"after {time.TotalSeconds:0.###} s" : "sooner";
        verdict.Title = $"{target.Address} closes idle connections {after}, while nginx still uses them for {kept.Timeout.TotalSeconds:0.###} s";
        verdict.Explanation =
            $"nginx keeps connections to \"{kept.Upstream.Name}\" open and sends the next request on one of them. The application closes a connection that was idle, {after}; " +
            "when a request is on its way at that very moment, nobody reads it, and nginx gets the end of the connection instead of an answer. " +
            "GET requests nginx sends again without a word; POST requests may have been carried out, so they end in 502.";
        verdict.Remedies = KeepaliveRaceRemedy.For(target, kept, idle);
    }
}
