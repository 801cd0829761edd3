using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>On what the two sides do not agree, as far as trying it out shows.</summary>
/// <param name="Detail">sni-missing, version, cipher, client-certificate.</param>
/// <param name="Weight">How surely.</param>
/// <param name="Shown">What was seen.</param>
/// <param name="Title">End of the finding's title.</param>
/// <param name="Explanation">What it means.</param>
internal sealed record HandshakeFault(string Detail, double Weight, string Shown, string Title, string Explanation)
{
    private static readonly string[] Old = ["TLSv1", "TLSv1.1"];
    private static readonly string[] Weak = ["DES", "RC4"];

    // Refusals with which peers answer a client that has no ciphers for them.
    private static readonly int[] CipherAlerts = [40, 71];

    /// <summary>The likeliest fault; null when the facts show none.</summary>
    /// <param name="target">The peer.</param>
    /// <param name="tls">How nginx speaks to it.</param>
    /// <param name="facts">How it answers.</param>
    /// <param name="refused">What the log or the probe shows after a greeting that was agreed on: an alert, or an early end; null for nothing.</param>
    public static HandshakeFault? Of(Target target, UpstreamTls tls, TlsFacts facts, Refused? refused)
    {
        var (offered, ciphers) = (tls.Offer.Versions, Ciphers(target, tls));
        var chosen = facts.AsNginx.Agrees ? facts.AsNginx : facts.WithName is { Agrees: true } ? facts.WithName : facts.Widest;
        return facts switch
        {
            { AsNginx.Agrees: false, WithName.Agrees: true } => new(
                "sni-missing", Weigh.Decisive,
                $"{(tls.Offer.SendsName ? $"with the server name \"{tls.Offer.Name}\"" : "without a server name")} it answers {facts.AsNginx.Text}, with \"{facts.Name}\" it {facts.WithName.Text}",
                $"wants the server name \"{facts.Name}\" (SNI), {(tls.Offer.SendsName ? $"and nginx sends \"{tls.Offer.Name}\"" : "which nginx does not send")}",
                $"The peer decides by the server name (SNI) which certificate to show, and refuses who sends none that it knows. " +
                (tls.Offer.SendsName ? $"nginx sends {tls.Prefix}ssl_name, by default the host or the group that {tls.Prefix}pass names." : $"nginx sends none unless {tls.Prefix}ssl_server_name is on.")),
            { AsNginx.Agrees: false, Widest: { Agrees: true, Version: { } version } } when !offered.Split(' ').Contains(version) => new(
                "version", Weigh.Decisive,
                $"nginx offers {offered}, to which it answers {facts.AsNginx.Text}; offered everything, it {facts.Widest.Text}",
                $"speaks {version}, which nginx does not offer it",
                $"nginx offers {offered} ({tls.Prefix}ssl_protocols), and the peer takes none of these: it speaks {version}."),
            _ when chosen is { Agrees: true, Version: { } old } && Old.Contains(old) => new(
                "version", Weigh.Strong,
                $"of everything that is offered it {chosen.Text}",
                $"speaks {old} at best, which OpenSSL refuses by default",
                $"The peer speaks {old} at best. OpenSSL 3, as nginx uses it, refuses versions before TLSv1.2 at its default security level, whatever {tls.Prefix}ssl_protocols says."),
            _ when chosen is { Agrees: true, Cipher: { } weak } && Weak.Any(w => weak.Contains(w, StringComparison.Ordinal)) => new(
                "cipher", Weigh.Strong,
                $"of everything that is offered it {chosen.Text}",
                $"takes only old ciphers ({weak})",
                $"The best cipher that the peer takes is {weak}, which OpenSSL does not offer by default any more."),
            { WantsClientCertificate: true } when refused is not null && !target.Probes.Any(p => IsLetIn(p.Result)) => ClientCertificate(tls, facts),
            { AsNginx: { Agrees: true, Cipher: { } taken } } when ciphers is not null && (refused?.Alert is null || CipherAlerts.Contains(refused.Alert.Value)) && !ciphers.Args.Any(a => Names(a, taken)) => new(
                "cipher", Weigh.Strong,
                $"offered every cipher, it {facts.AsNginx.Text}, and {ciphers.Directive} is {ciphers.Text} ({ciphers.Where})",
                $"takes none of the ciphers that nginx offers ({ciphers.Text})",
                $"{ciphers.Directive} narrows what nginx offers to {ciphers.Text}, and the peer takes none of these; of all ciphers it would choose {taken}."),
            _ => null,
        };
    }

    /// <summary>The ciphers that the configuration sets; null where it leaves nginx's default.</summary>
    public static Gatemedic.Nginx.EffectiveValue? Ciphers(Target target, UpstreamTls tls) =>
        target.Effective(tls.Prefix + "ssl_ciphers") is { File: not null } set ? set : null;

    /// <summary>Servers that ask for a certificate without insisting answer; those that insist may say so in HTTP.</summary>
    private static bool IsLetIn(ProbeResult result) => result.Answered && result.Status is not (400 or 403 or 496);

    private static HandshakeFault ClientCertificate(UpstreamTls tls, TlsFacts facts)
    {
        var refusal = facts.Refusal is { } words ? $", and refuses a handshake without one: {words}" : "";
        return facts.Own switch
        {
            null => new(
                "client-certificate", Weigh.Decisive, $"it asks for a client certificate{refusal}", "wants a client certificate, and nginx has none",
                $"The peer lets only those in who show a certificate (mutual TLS). nginx shows one only where {tls.Prefix}ssl_certificate and {tls.Prefix}ssl_certificate_key are set."),
            { } own => new(
                "client-certificate", Weigh.Strong, $"it asks for a client certificate, and nginx shows that of {own.Subject} by {own.Issuer}, valid until {own.NotAfter:yyyy-MM-dd}",
                "does not accept the client certificate that nginx shows",
                $"The peer lets only those in who show a certificate that it knows. nginx shows that of {own.Subject}, issued by {own.Issuer}, valid until {own.NotAfter:yyyy-MM-dd}."),
        };
    }

    /// <summary>The list of ciphers has this one by its name, or is a wide one that surely has it.</summary>
    private static bool Names(string list, string cipher) =>
        list.Split(':', ',').Any(word => word == cipher || word is "DEFAULT" or "ALL" or "HIGH" || word.StartsWith("ALL:", StringComparison.Ordinal));
}

/// <summary>An end of a handshake, or of the conversation right after it.</summary>
/// <param name="Alert">The alert's number; null where the peer just closed.</param>
internal sealed record Refused(int? Alert);
