using System.Globalization;
using System.Net;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>How nginx speaks TLS to a target on its first route, and the questions that follow.</summary>
/// <param name="Offer">What it offers.</param>
/// <param name="Verifies">It checks the certificate (*_ssl_verify on).</param>
/// <param name="Prefix">"proxy_", "grpc_".</param>
public sealed record UpstreamTls(TlsOffer Offer, bool Verifies, string Prefix)
{
    /// <summary>The settings; null where nginx speaks no TLS to the target, or no route is known.</summary>
    public static UpstreamTls? Of(Target target)
    {
        if (target.Protocol is not (Protocol.Https or Protocol.Grpcs) || target.Passes is not [var pass, ..] || target.Instance.Model() is not { } model)
        {
            return null;
        }

        var prefix = target.Protocol.DirectivePrefix();
        string Text(string name) => model.Effective(pass, prefix + name).Text;
        string? File(string name) => Text(name) is { Length: > 0 } text && !text.Contains('$', StringComparison.Ordinal)
            ? System.IO.Path.GetFullPath(text, System.IO.Path.GetDirectoryName(target.Instance.Configuration.Seen?.MainPath) is { Length: > 0 } folder ? folder : "/")
            : null;
        var name = RequestReader.TlsName(target);
        var host = RequestReader.Read(target).Host.Split(':')[0];
        var offer = new TlsOffer(
            name,
            IsOn(Text("ssl_server_name")) && !IPAddress.TryParse(name, out _),
            Text("ssl_protocols") is { Length: > 0 } versions ? versions : "TLSv1.2 TLSv1.3",
            Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) && host != name ? host : null,
            File("ssl_trusted_certificate"),
            int.TryParse(Text("ssl_verify_depth"), NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 1,
            File("ssl_certificate"));
        return new UpstreamTls(offer, IsOn(Text("ssl_verify")), prefix);
    }

    /// <summary>The question about an endpoint of the target.</summary>
    public InspectTls Question(Target target, PeerAddress endpoint) => new(
        endpoint, Offer, Survey.NetNsOf(target.Scene, target.Instance), target.Scene.MasterOf(target.Instance) is { Root: not "/" } master ? master.Root : null);

    /// <summary>What is known of an endpoint; null when it was not asked or could not be.</summary>
    public TlsFacts? Facts(Target target, PeerAddress endpoint) => (target.Scene.AnswerTo(Question(target, endpoint)) as TlsAnswer)?.Result.Seen;

    private static bool IsOn(string text) => text.Equals("on", StringComparison.OrdinalIgnoreCase);
}
