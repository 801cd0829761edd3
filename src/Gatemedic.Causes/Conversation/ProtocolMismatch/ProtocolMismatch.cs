using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>nginx and the peer speak different protocols.</summary>
public sealed class ProtocolMismatch : ICause
{
    // What nginx logs when a peer does not understand it; each has many other reasons too.
    private static readonly string[] Compatible = ["premature-close", "recv-failed", "ssl-peer-closed", "ssl-handshake-failed", "upstream-timed-out", "invalid-header", "fastcgi-invalid-record", "invalid-status"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("protocol-mismatch", CauseGroup.Conversation)
    {
        Details = ["http-to-tls", "tls-to-http", "http-to-fastcgi", "fastcgi-to-http", "http-to-uwsgi", "grpc-to-http1", "http-to-raw"],
        Rivals = ["slow-upstream", "tls-handshake", "invalid-response", "upstream-crash", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.Targets().Where(t => t.Protocol != Protocol.Stream && IsWorthConsidering(t)).Select(Judge);

    private static bool IsWorthConsidering(Target target) =>
        target.Probes.Any(p => Tongues.Foreign(target, p) is not null)
        || target.Saying(Overheard.Signatures).Any(g => Overheard.Read(g) is not null)
        || target.Saying(Compatible).Any(IsInConversation);

    private static bool IsInConversation(ErrorGroup group) => group.Action is not ("connecting to upstream" or "reading upstream");

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        var foreign = target.Probes.Select(p => (Probed: p, Spoken: Tongues.Foreign(target, p))).FirstOrDefault(p => p.Spoken is not null);
        if (foreign.Probed is { } probed)
        {
            var because = probed.Result.SpokenBecause is { Length: > 0 } shown ? $": it {shown}" : "";
            verdict.For(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} speaks {Tongues.Sentence(foreign.Spoken!)}{because}", $"probe {probed.Endpoint}");
        }
        else if (target.Probes.Any(p => p.Result.Answered))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{target.Address} answers {target.Protocol.Name()}, which is what nginx speaks", $"probe {target.Address}");
        }
        else if (target.Protocol is Protocol.Http or Protocol.Https && target.Probes.FirstOrDefault(p => p.Result.Invalid is not null) is { } broken)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{broken.Endpoint} answers in HTTP, and breaks one of its rules", $"probe {broken.Endpoint}");
        }
        else if (target.Probes.FirstOrDefault(p => p.Result.Connected) is { } mute)
        {
            verdict.Against(Weigh.Slight, EvidenceKind.Probe, $"{mute.Endpoint} answered in none of the protocols that were tried", $"probe {mute.Endpoint}");
        }

        var heard = AddLog(verdict, target, foreign.Spoken is not null);
        if (foreign.Probed is { } at && target.ListenersOn(at.Endpoint).Select(target.Scene.OwnerOf).OfType<HostProcess>().FirstOrDefault() is { } owner)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Process, $"{owner.Name} (pid {owner.Pid}) listens there: {owner.Command}", $"/proc/{owner.Pid}");
        }

        Describe(verdict, target, foreign.Spoken ?? heard);
        return verdict;
    }

    /// <summary>Adds what the log gives away, and returns the protocol where it tells.</summary>
    private static string? AddLog(Verdict verdict, Target target, bool isKnown)
    {
        string? spoken = null;
        foreach (var group in target.Current)
        {
            if (Overheard.Read(group) is { } heard)
            {
                spoken ??= heard.Spoken;
                verdict.For(isKnown ? Weigh.Slight : heard.Weight, EvidenceKind.Log, group.Says($"{group.Peer}: {heard.Text}"), group.Samples[0].Source);
            }
            else if (isKnown && Compatible.Contains(group.Signature) && IsInConversation(group))
            {
                verdict.For(Weigh.Slight, EvidenceKind.Log, group.Says($"{group.Samples[0].Message}, while {group.Action}"), group.Samples[0].Source);
            }
        }

        // 009 is how nginx logs bytes without a status line.
        if (target.Protocol == Protocol.Http && target.Accesses(9) is [var relayed, ..])
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"{relayed.Count} answers were passed on as HTTP/0.9 (status 009)", relayed.Samples[0].Source);
        }

        return spoken;
    }

    private static void Describe(Verdict verdict, Target target, string? spoken)
    {
        var (ours, directive) = (Tongues.Sentence(target.Protocol), target.Passes is [var pass, ..] ? $"{pass.Directive.Name} in {pass.Directive.Where}" : "nginx");
        var theirs = spoken is null ? "another protocol" : Tongues.Sentence(spoken);
        verdict.Detail = spoken is null ? null : Tongues.Detail(target.Protocol, spoken);
        verdict.Title = $"nginx speaks {ours} to {target.Address}, but {theirs} is spoken there";
        verdict.Explanation =
            $"{directive} speaks {ours} to {target.Address}. What listens there speaks {theirs} and cannot make sense of it, so no valid answer ever comes. " +
            (spoken is not null && Tongues.Detail(target.Protocol, spoken).EndsWith("-raw", StringComparison.Ordinal)
                ? "That is no web application: the address or the port is probably that of another service."
                : "Either the directive or its scheme is the wrong one, or the address is that of another port of the application.");
        verdict.Remedies = spoken is null ? [] : ProtocolMismatchRemedy.For(target, spoken);
    }
}
