using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a failing handshake: offer what the peer wants.</summary>
internal static class TlsHandshakeRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, UpstreamTls? tls, HandshakeFault? fault) => (tls, fault?.Detail) switch
    {
        ({ } known, "sni-missing") => [Set(target, "send-server-name", "Have nginx send the server name", true, [.. Naming(target, known)])],
        ({ } known, "version") => [Version(target, known)],
        ({ } known, "cipher") => [Cipher(target, known)],
        ({ } known, "client-certificate") => [Certificate(target, known), Look(target, known)],
        _ => [Look(target, tls)],
    };

    private static IEnumerable<Statement> Naming(Target target, UpstreamTls tls)
    {
        yield return Statement.Of(tls.Prefix + "ssl_server_name", "on");
        if (target.Probes.Select(p => tls.Facts(target, p.Endpoint)?.Name).OfType<string>().FirstOrDefault() is { } name && name != tls.Offer.Name)
        {
            yield return Statement.Of(tls.Prefix + "ssl_name", name);
        }
    }

    private static Remedy Version(Target target, UpstreamTls tls) => IsOld(target, tls)
        ? Set(
            target, "allow-old-versions", "Only until the peer is renewed, have nginx take old versions of TLS", false,
            Statement.Of(tls.Prefix + "ssl_protocols", "TLSv1", "TLSv1.1", "TLSv1.2"), Statement.Of(tls.Prefix + "ssl_ciphers", "DEFAULT@SECLEVEL=0"))
        : Set(target, "offer-versions", "Have nginx offer the versions of today", true, Statement.Of(tls.Prefix + "ssl_protocols", "TLSv1.2", "TLSv1.3"));

    private static Remedy Cipher(Target target, UpstreamTls tls)
    {
        var taken = target.Probes.Select(p => tls.Facts(target, p.Endpoint)?.AsNginx.Cipher).OfType<string>().FirstOrDefault();
        var set = HandshakeFault.Ciphers(target, tls);
        return set is { Args: [var list] } && taken is not null
            ? Set(target, "offer-cipher", "Have nginx offer the cipher that the peer takes", true, Statement.Of(set.Directive, $"{list}:{taken}"))
            : Set(target, "offer-default-ciphers", "Have nginx offer its default ciphers", false, Statement.Of(tls.Prefix + "ssl_ciphers", "DEFAULT"));
    }

    private static Remedy Certificate(Target target, UpstreamTls tls) => new()
    {
        Id = "give-client-certificate",
        Title = $"Give nginx a certificate that the peer accepts: {tls.Prefix}ssl_certificate FILE; {tls.Prefix}ssl_certificate_key FILE;",
        Commands = target.Instance.ReloadCommands(target.Scene),
        Risk = Risk.Low,
        Verify = "the failing request is answered by the application",
        Undo = "take the two lines out again and reload nginx",
    };

    private static Remedy Look(Target target, UpstreamTls? tls)
    {
        var name = tls is { Offer.SendsName: true } ? $"-servername {tls.Offer.Name.Quoted()}" : "-noservername";
        var peer = target.Endpoints.FirstOrDefault(target.Address);
        return new Remedy
        {
            Id = "look-at-handshake",
            Title = "Look at the handshake as nginx does it, and at the peer's own log",
            Commands = [$"openssl s_client -connect {(peer.IsUnix ? $"unix:{peer.Path}" : peer.ToString()).Quoted()} {name} </dev/null"],
            Risk = Risk.None,
            Verify = "the handshake ends with \"Verify return code\" instead of an alert",
            Undo = "nothing was changed",
        };
    }

    private static Remedy Set(Target target, string id, string title, bool automatic, params ImmutableArray<Statement> statements)
    {
        var edits = target.Instance.Plan(target.Passes.SelectMany(p => PassEdits.Set(p, statements)));
        return new Remedy
        {
            Id = id,
            Title = $"{title}: {string.Join(' ', statements)}",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = automatic ? Risk.Low : Risk.Medium,
            Automatic = automatic && !edits.IsEmpty,
            Verify = "the failing request is answered by the application",
            Undo = "put the old lines back and reload nginx",
        };
    }

    private static bool IsOld(Target target, UpstreamTls tls) =>
        target.Probes.Select(p => tls.Facts(target, p.Endpoint)).OfType<TlsFacts>()
            .Select(f => f.AsNginx.Agrees ? f.AsNginx.Version : f.Widest?.Version ?? f.WithName?.Version)
            .Any(v => v is "TLSv1" or "TLSv1.1");
}
