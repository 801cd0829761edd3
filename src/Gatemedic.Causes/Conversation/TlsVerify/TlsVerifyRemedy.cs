using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a certificate that nginx does not accept.</summary>
internal static class TlsVerifyRemedy
{
    // Longer chains are not met in practice.
    private const int MostDepth = 9;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, UpstreamTls? tls, string? detail, TlsFacts? seen, bool nameNotSent) => (tls, detail) switch
    {
        ({ } known, _) when nameNotSent => [Set(target, "send-server-name", "Have nginx send the server name", true, Statement.Of(known.Prefix + "ssl_server_name", "on"))],
        ({ } known, "name-mismatch") when seen?.Certificate?.Names.FirstOrDefault(IsPlain) is { } name =>
            [Set(target, "expect-name", "Have nginx look for a name that the certificate has", target.Endpoints.All(target.IsLocal), Statement.Of(known.Prefix + "ssl_name", name)), Renew(target)],
        ({ } known, "depth") when Math.Min((seen?.Certificate?.Chain ?? 0) + 1, MostDepth) is var depth && depth > known.Offer.Depth =>
            [Set(target, "allow-longer-chain", "Have nginx accept a longer chain", true, Statement.Of(known.Prefix + "ssl_verify_depth", depth.ToString(CultureInfo.InvariantCulture)))],
        ({ } known, "untrusted") => [Trust(target, known), Renew(target)],
        _ => [Renew(target)],
    };

    private static Remedy Trust(Target target, UpstreamTls tls) => new()
    {
        Id = "trust-issuer",
        Title = $"Where the peer is the right one, add the certificate of its issuer to {tls.Offer.Trusted ?? tls.Prefix + "ssl_trusted_certificate"}",
        Commands = [ShowCertificates(target), .. target.Instance.ReloadCommands(target.Scene)],
        Risk = Risk.Medium,
        Verify = "the failing request is answered, and no new \"certificate verify error\" stands in the error log",
        Undo = "take the certificate out of the file again and reload nginx",
    };

    private static Remedy Renew(Target target) => new()
    {
        Id = "renew-certificate",
        Title = "Give the peer a certificate that is valid, complete with its intermediates, and for the name that nginx looks for",
        Commands = [ShowCertificates(target)],
        Risk = Risk.Medium,
        Verify = "the command shows the new certificate, and the failing request is answered",
        Undo = "put the old certificate back and reload the peer",
    };

    private static string ShowCertificates(Target target)
    {
        var peer = target.Endpoints.FirstOrDefault(target.Address);
        return $"openssl s_client -connect {(peer.IsUnix ? $"unix:{peer.Path}" : peer.ToString()).Quoted()} -showcerts </dev/null";
    }

    private static Remedy Set(Target target, string id, string title, bool automatic, Statement statement)
    {
        var edits = target.Instance.Plan(target.Passes.SelectMany(p => PassEdits.Set(p, statement)));
        return new Remedy
        {
            Id = id,
            Title = $"{title}: {statement}",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Automatic = automatic && !edits.IsEmpty,
            Verify = "the failing request is answered by the application",
            Undo = "put the old lines back and reload nginx",
        };
    }

    private static bool IsPlain(string name) => Uri.CheckHostName(name) == UriHostNameType.Dns;
}
