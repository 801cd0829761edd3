using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The handshake succeeds, and nginx does not accept the upstream's certificate.</summary>
public sealed class TlsVerify : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("tls-verify", CauseGroup.Conversation)
    {
        Details = ["expired", "untrusted", "name-mismatch"],
        Rivals = ["tls-handshake"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        let tls = UpstreamTls.Of(target)
        where tls is { Verifies: true } || Refusals(target).Any()
        select Judge(target, tls);

    private static IEnumerable<ErrorGroup> Refusals(Target target) => target.Saying("ssl-verify-error", "ssl-name-mismatch");

    private static Verdict Judge(Target target, UpstreamTls? tls)
    {
        var verdict = new Verdict(target);
        CertificateFault? fault = null;
        foreach (var group in Refusals(target))
        {
            fault ??= group.Signature == "ssl-name-mismatch"
                ? CertificateFault.Mismatch(group.Fields.GetValueOrDefault("name") ?? "")
                : CertificateFault.OfNumber(group.Fields.GetValueOrDefault("code") ?? "", group.Fields.GetValueOrDefault("text") ?? "");
            verdict.For(Weigh.Decisive, EvidenceKind.Log, group.Says($"{group.Peer}: {group.Samples[0].Message}"), group.Samples[0].Source);
        }

        var seen = tls is { Verifies: true } ? Look(verdict, target, tls, ref fault) : null;
        if (tls is { Verifies: true } && seen is not null)
        {
            verdict.For(
                Weigh.Slight, EvidenceKind.Config, $"nginx verifies by {tls.Offer.Trusted ?? "no certificate at all"}, to a depth of {tls.Offer.Depth}",
                target.Effective(tls.Prefix + "ssl_verify")?.Where ?? "nginx default");
        }

        Describe(verdict, target, tls, fault, seen);
        return verdict;
    }

    /// <summary>Judges the certificates that the endpoints show; returns the first that nginx minds, or the first.</summary>
    private static TlsFacts? Look(Verdict verdict, Target target, UpstreamTls tls, ref CertificateFault? fault)
    {
        TlsFacts? shown = null;
        foreach (var probed in target.Probes.Where(p => p.Result.Connected && Tongues.Foreign(target, p) is null))
        {
            verdict.Ask(tls.Question(target, probed.Endpoint));
            if (tls.Facts(target, probed.Endpoint) is not { Certificate: { } certificate } facts)
            {
                continue;
            }

            var source = $"openssl s_client -connect {probed.Endpoint}";
            if (!facts.AsNginx.Agrees)
            {
                verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} ends the handshake before nginx sees a certificate: {facts.AsNginx.Text}", source);
            }
            else if (CertificateFault.Of(certificate, tls.Offer.Name) is { } wrong)
            {
                fault = fault?.Detail == wrong.Detail ? fault : wrong;
                shown = facts;
                verdict.For(Weigh.Decisive, EvidenceKind.Probe, $"the certificate that {probed.Endpoint} shows {wrong.Title}: {Told(certificate)}", source);
            }
            else if (certificate.VerifyError == 0)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"the certificate that {probed.Endpoint} shows is what nginx is told to accept: {Told(certificate)}", source);
            }

            shown ??= facts;
        }

        return shown;
    }

    private static string Told(TlsCertificate certificate) =>
        $"{certificate.Subject}, for {(certificate.Names.IsEmpty ? "no name" : string.Join(", ", certificate.Names.Take(4)))}, by {certificate.Issuer}, from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}";

    private static void Describe(Verdict verdict, Target target, UpstreamTls? tls, CertificateFault? fault, TlsFacts? seen)
    {
        verdict.Detail = fault?.Detail;
        verdict.Title = $"the certificate of {target.Address} {fault?.Title ?? "is not accepted by nginx"}";
        verdict.Explanation =
            $"{target.Sender()} speaks TLS to {target.Address} and checks its certificate ({tls?.Prefix ?? "proxy_"}ssl_verify on). {fault?.Explanation} nginx then closes the connection and answers 502." +
            (IsNameNotSent(tls, seen) ? $" The peer has a certificate for \"{tls!.Offer.Name}\", and shows it to whom sends that name (SNI); nginx sends none." : "");
        verdict.Remedies = TlsVerifyRemedy.For(target, tls, fault?.Detail, seen, IsNameNotSent(tls, seen));
    }

    /// <summary>The right certificate is shown to whom sends the name.</summary>
    private static bool IsNameNotSent(UpstreamTls? tls, TlsFacts? seen) =>
        tls is { Offer.SendsName: false } && seen is { NamedCertificate: { VerifyError: 0, FitsName: true }, Certificate: { } shown } && CertificateFault.Of(shown, tls.Offer.Name) is not null;
}
