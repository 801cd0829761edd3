using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Both sides speak TLS, and the handshake fails.</summary>
public sealed class TlsHandshake : ICause
{
    private const string Shaking = "SSL handshaking to upstream";

    // OpenSSL's reasons for bytes that are no TLS at all.
    private static readonly string[] NoTls = ["wrong version number", "packet length too long", "record layer failure", "unknown protocol", "http request"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("tls-handshake", CauseGroup.Conversation)
    {
        Details = ["sni-missing", "version", "client-certificate"],
        Rivals = ["protocol-mismatch", "tls-verify", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        let tls = UpstreamTls.Of(target)
        where (tls is not null || target.Protocol is Protocol.Https or Protocol.Grpcs) && IsWorthConsidering(target, tls)
        select Judge(target, tls);

    // The probe has no key to nginx's own certificate: that it is turned away says nothing of nginx.
    private static bool IsWorthConsidering(Target target, UpstreamTls? tls) =>
        Failures(target).Any()
        || (tls?.Offer.Own is null && target.Probes.Any(p => IsTurnedAway(p.Result)))
        || target.Current.Any(g => g.Signature is "premature-close" or "recv-failed");

    private static bool IsTurnedAway(ProbeResult result) =>
        result.Connected && (!result.Answered || result.Status is 400 or 403 or 496);

    private static IEnumerable<ErrorGroup> Failures(Target target) => target.Current.Where(g =>
        g.Signature is "ssl-handshake-failed" or "ssl-peer-closed" or "ssl-read-failed" or "ssl-write-failed"
        || (g.Signature is "recv-failed" or "upstream-timed-out" && g.Action == Shaking));

    private static Verdict Judge(Target target, UpstreamTls? tls)
    {
        var verdict = new Verdict(target);
        Refused? refused = null;
        foreach (var group in Failures(target))
        {
            refused ??= AddLog(verdict, group);
        }

        foreach (var probed in target.Probes)
        {
            refused ??= AddProbe(verdict, target, probed);
        }

        if (refused is null && target.Current.FirstOrDefault(g => g.Signature is "premature-close" or "recv-failed" && g.Action != "reading upstream") is { } early)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, early.Says($"{early.AsWritten()}, while {early.Action}"), early.Samples[0].Source);
            refused = new Refused(null);
        }

        var fault = tls is null ? null : Inspect(verdict, target, tls, refused);
        Describe(verdict, target, tls, fault);
        return verdict;
    }

    private static Refused? AddLog(Verdict verdict, ErrorGroup group)
    {
        var reason = group.Fields.GetValueOrDefault("reason") ?? group.Fields.GetValueOrDefault("ssl") ?? "";
        var (text, source) = (group.Says($"{group.Peer}: {group.AsWritten()}"), group.Samples[0].Source);
        if (NoTls.FirstOrDefault(n => reason.Contains(n, StringComparison.Ordinal)) is { } words)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Log, group.Says($"what {group.Peer} answers is not TLS (\"{words}\")"), source);
            return null;
        }

        var alert = int.TryParse(group.Fields.GetValueOrDefault("alert"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        verdict.For(
            alert is not null || reason.Length > 0 ? Weigh.Decisive : group.Signature == "upstream-timed-out" ? Weigh.Moderate : Weigh.Strong,
            EvidenceKind.Log, text, source);
        return new Refused(alert);
    }

    private static Refused? AddProbe(Verdict verdict, Target target, Probed probed)
    {
        var (result, source) = (probed.Result, $"probe {probed.Endpoint}");
        if (Tongues.Foreign(target, probed) is { } spoken)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} speaks {Tongues.Sentence(spoken)}", source);
            return null;
        }

        if (!result.Connected)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} takes no connection at all: {result.Text}", source);
            return null;
        }

        if (result.Answered)
        {
            return result.Status is 400 or 403 or 496 ? new Refused(null) : null;
        }

        verdict.For(
            result.Stage == ProbeStage.Tls && result.Outcome == ProbeOutcome.TlsFailed ? Weigh.Strong : result.Outcome == ProbeOutcome.TlsFailed ? Weigh.Moderate : Weigh.Slight,
            EvidenceKind.Probe, $"the probe of {probed.Endpoint} ended so: {result.Text}", source);
        return new Refused(null);
    }

    /// <summary>Tries out what would have worked.</summary>
    private static HandshakeFault? Inspect(Verdict verdict, Target target, UpstreamTls tls, Refused? refused)
    {
        HandshakeFault? found = null;
        foreach (var probed in target.Probes.Where(p => p.Result.Connected && Tongues.Foreign(target, p) is null))
        {
            verdict.Ask(tls.Question(target, probed.Endpoint));
            if (tls.Facts(target, probed.Endpoint) is not { } facts)
            {
                continue;
            }

            var source = $"TLS handshakes with {probed.Endpoint}";
            if (HandshakeFault.Of(target, tls, facts, refused) is { } fault)
            {
                found ??= fault;
                verdict.For(fault.Weight, EvidenceKind.Probe, $"{probed.Endpoint}: {fault.Shown}", source);
            }
            else if (facts.AsNginx.Agrees && facts.Refusal is null)
            {
                verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"a handshake with {probed.Endpoint} as nginx does it succeeds: it {facts.AsNginx.Text}", source);
            }
            else
            {
                verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"a handshake with {probed.Endpoint} as nginx does it fails: {facts.Refusal ?? facts.AsNginx.Text}", source);
            }
        }

        return found;
    }

    private static void Describe(Verdict verdict, Target target, UpstreamTls? tls, HandshakeFault? fault)
    {
        verdict.Detail = fault?.Detail;
        verdict.Title = fault is null ? $"the TLS handshake with {target.Address} fails" : $"{target.Address} {fault.Title}";
        verdict.Explanation =
            $"{target.Sender()} speaks TLS to {target.Address}, and the peer does too, but they do not agree. " +
            (fault?.Explanation ?? "What it is that the peer minds could not be found out from here; its own log says.");
        verdict.Remedies = TlsHandshakeRemedy.For(target, tls, fault);
    }
}
