using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Works out the request that nginx would send on a target's first route, as far as it is static.</summary>
internal static class RequestReader
{
    /// <summary>Host, path, SNI and script.</summary>
    public static ProbeRequest Read(Target target)
    {
        var path = Uri.TryCreate(target.Scene.Focus.Url, UriKind.Absolute, out var url) ? url.PathAndQuery : "/";
        if (target.Passes.Length == 0 || target.Instance.Model() is not { } model)
        {
            return new ProbeRequest(target.Address.IsUnix ? "localhost" : target.Address.ToString(), path);
        }

        var pass = target.Passes[0];
        var proxyHost = target.Upstream?.Name ?? (target.Address.IsUnix ? "localhost" : Authority(target.Address, target.Protocol));
        var clientHost = url?.Authority ?? pass.Server.Names.FirstOrDefault(IsPlainName) ?? proxyHost;
        return new ProbeRequest(
            Expand(HostHeader(model, pass), proxyHost, clientHost),
            path,
            ServerName(model, pass, target.Upstream?.Name ?? target.Address.Host, clientHost),
            Script(model, pass, path),
            pass.Protocol is Protocol.Http or Protocol.Https && model.Effective(pass, "proxy_http_version").Text == "1.1" ? "1.1" : null,
            TlsVersions(model, pass));
    }

    /// <summary>The name by which nginx knows a TLS peer: what it sends as SNI if at all, and looks for in the certificate.</summary>
    public static string TlsName(Target target)
    {
        var host = target.Upstream?.Name ?? target.Address.Host;
        return target.Passes is [var pass, ..] && target.Instance.Model() is { } model
            ? TlsName(model, pass, host, pass.Server.Names.FirstOrDefault(IsPlainName) ?? host)
            : host;
    }

    private static string HostHeader(ConfigModel model, Pass pass)
    {
        var directive = pass.Protocol is Protocol.Grpc or Protocol.Grpcs ? "grpc_set_header" : "proxy_set_header";
        return model.EffectiveAll(pass, directive).LastOrDefault(v => v.Args is [var name, _] && name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            ?.Args[1] ?? "$proxy_host";
    }

    /// <summary>proxy_ssl_server_name is off by default; then nginx sends no SNI at all.</summary>
    private static string? ServerName(ConfigModel model, Pass pass, string passHost, string clientHost)
    {
        if (pass.Protocol is not (Protocol.Https or Protocol.Grpcs))
        {
            return null;
        }

        var prefix = pass.Protocol.DirectivePrefix();
        if (!string.Equals(model.Effective(pass, prefix + "ssl_server_name").Text, "on", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = TlsName(model, pass, passHost, clientHost);
        return System.Net.IPAddress.TryParse(name, out _) ? null : name;
    }

    private static string? TlsVersions(ConfigModel model, Pass pass) =>
        pass.Protocol is Protocol.Https or Protocol.Grpcs
        && model.Effective(pass, pass.Protocol.DirectivePrefix() + "ssl_protocols") is { Args: { Length: > 0 } versions } && !(versions.Contains("TLSv1.2") && versions.Contains("TLSv1.3"))
            ? string.Join(' ', versions)
            : null;

    private static string TlsName(ConfigModel model, Pass pass, string passHost, string clientHost) =>
        Expand(model.Effective(pass, pass.Protocol.DirectivePrefix() + "ssl_name").Text is { Length: > 0 } set ? set : "$proxy_host", passHost, clientHost);

    private static string? Script(ConfigModel model, Pass pass, string path)
    {
        if (pass.Protocol != Protocol.FastCgi)
        {
            return null;
        }

        var root = model.Effective(pass, "root").Text;
        var script = path.Split('?')[0] is var file && file.EndsWith(".php", StringComparison.Ordinal) ? file : "/index.php";
        return root.StartsWith('/') && !root.Contains('$', StringComparison.Ordinal) ? root.TrimEnd('/') + script : null;
    }

    private static string Expand(string text, string proxyHost, string clientHost) => text switch
    {
        "$proxy_host" => proxyHost,
        _ when text.Contains('$', StringComparison.Ordinal) => clientHost,
        _ => text,
    };

    private static string Authority(PeerAddress address, Protocol protocol) =>
        (protocol == Protocol.Http && address.Port == 80) || (protocol == Protocol.Https && address.Port == 443) ? address.Host : address.ToString();

    private static bool IsPlainName(string name) => name.Length > 0 && name is not ("_" or "localhost") && name.IndexOfAny(['~', '*', '$']) < 0 && name[0] != '.';
}
