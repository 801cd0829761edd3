using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The upstream closed or reset the connection before its answer was whole, and why cannot be seen from here: what is left when no nearer cause fits.</summary>
[NoAutomaticFix("what closes the connection has to be found in the application first")]
public sealed class UpstreamReset : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-reset", CauseGroup.Conversation)
    {
        Rivals = ["app-timeout-kill", "keepalive-race", "protocol-mismatch", "tls-handshake", "upstream-crash", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol != Protocol.Stream
        let groups = target.BrokenOff()
        where !groups.IsEmpty || target.Probes.Any(p => IsEarly(p.Result))
        select Judge(target, groups);

    private static bool IsEarly(ProbeResult result) => result is { Outcome: ProbeOutcome.ClosedEarly or ProbeOutcome.Reset, Stage: ProbeStage.Send or ProbeStage.Header };

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> groups)
    {
        var verdict = new Verdict(target);
        var weight = Weigh.Strong;
        foreach (var group in groups)
        {
            verdict.For(weight, EvidenceKind.Log, group.Says($"{group.Peer}: {group.AsWritten()}, while {group.Action}"), group.Samples[0].Source);
            weight = 0;
        }

        if (groups.IsEmpty && target.Accesses(502) is [var failed, ..])
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"{failed.Count} requests ended with 502", failed.Samples[0].Source);
        }

        foreach (var probed in target.Probes)
        {
            var source = $"probe {probed.Endpoint}";
            if (Tongues.Foreign(target, probed) is { } spoken)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} speaks {Tongues.Sentence(spoken)}, so it cannot make sense of nginx", source);
            }
            else if (!probed.Result.Connected)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} takes no connection at all: {probed.Result.Text}", source);
            }
            else if (IsEarly(probed.Result))
            {
                // Some applications turn away whom they do not know: a probe alone proves nothing.
                verdict.For(groups.IsEmpty ? Weigh.Moderate : Weigh.Slight, EvidenceKind.Probe, $"{probed.Endpoint} does the same to the probe: {probed.Result.Text}", source);
            }
            else if (probed.Result.Answered)
            {
                // Neither for nor against: other requests may be the ones that are hit.
                verdict.For(0, EvidenceKind.Probe, $"{probed.Endpoint} answered the probe", source);
            }
        }

        if (target.LostBehindStream() is { } lost)
        {
            verdict.Against(2 * Weigh.Decisive, EvidenceKind.Process, $"{target.Address} is a stream server of nginx, whose own upstream {lost.Address} has trouble", lost.Where);
        }

        Describe(verdict, target, groups);
        if (OversizedRequest.Of(target) is { } oversized)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, oversized.Because, oversized.Source);
            Describe(verdict, target, oversized);
        }

        return verdict;
    }

    private static void Describe(Verdict verdict, Target target, OversizedRequest oversized)
    {
        verdict.Title = $"uWSGI behind {target.Address} drops requests larger than its buffer-size of {oversized.Most} bytes";
        verdict.Explanation =
            $"nginx hands the request with all its headers to uWSGI in one packet. uWSGI reads it into a buffer of {oversized.Most} bytes; one of {oversized.Size} bytes did not fit, so it closed the connection, " +
            "and nginx answered 502. Large cookies and long addresses are the usual reasons.";
        verdict.Remedies = verdict.Remedies.Insert(0, oversized.Enlarge());
    }

    private static void Describe(Verdict verdict, Target target, ImmutableArray<ErrorGroup> groups)
    {
        var paths = FailingRoutes.PathsOf(groups) is { IsEmpty: false } known ? $" for {string.Join(", ", known)}" : "";
        var inBody = !groups.IsEmpty && groups.All(BrokenAnswers.IsInBody);
        verdict.Title = inBody
            ? $"{target.Address} closes the connection in the middle of its answer{paths}"
            : $"{target.Address} closes the connection without an answer{paths}";
        verdict.Explanation =
            $"nginx reached {target.Address} and sent the request, and the other side ended the connection before its answer was whole. " +
            $"{(inBody ? "The client has got a part of it, with status 200." : "nginx answers 502.")} Why it did is not visible from here: no crash, no time limit and no misunderstanding was seen. " +
            "What the application, or whatever stands before it, wrote at that second says more.";

        // As with a crash, others are answered meanwhile.
        verdict.Severity = inBody || target.IsWell ? Severity.Warning : null;
        verdict.Remedies = UpstreamResetRemedy.For(target, groups);
    }
}
