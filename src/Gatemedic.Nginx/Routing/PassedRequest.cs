namespace Gatemedic.Nginx;

/// <summary>What an upstream is sent (ngx_http_proxy_create_request).</summary>
/// <param name="state">The request.</param>
/// <param name="variables">Its variables.</param>
/// <param name="block">Where the *_pass stands.</param>
/// <param name="pass">The *_pass.</param>
internal sealed class PassedRequest(RequestState state, Variables variables, ConfigBlock block, Directive pass)
{
    /// <summary>The request line; null where the protocol has none.</summary>
    public string? Line(PassTarget target, bool hasVariables, RouterSettings settings)
    {
        var method = state.Block.Find("proxy_method") is { Args: [var given] } && pass.Name == "proxy_pass" ? variables.Expand(given).Text : state.Method;
        return pass.Name switch
        {
            "proxy_pass" => $"{method} {ByteText.ToText(Uri(target, hasVariables))} HTTP/{Version(settings)}",
            "grpc_pass" => $"{method} {ByteText.ToText(state.ValidUnparsedUri ? state.UnparsedUri : Escaped(state.Uri) + Args())} HTTP/2",
            _ => null,
        };
    }

    /// <summary>The Host header of HTTP, or null.</summary>
    public string? Host(Protocol protocol)
    {
        if (protocol is not (Protocol.Http or Protocol.Https))
        {
            return null;
        }

        var written = "$proxy_host";
        foreach (var header in state.Block.FindAll("proxy_set_header"))
        {
            if (header.Args is [var name, var value] && name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                written = value;
            }
        }

        var host = variables.Expand(written).Text;
        return host.Length == 0 ? null : ByteText.ToText(host);
    }

    /// <summary>SCRIPT_FILENAME of FastCGI and uwsgi, or null.</summary>
    public string? Script(Protocol protocol)
    {
        var directive = protocol switch { Protocol.FastCgi => "fastcgi_param", Protocol.Uwsgi => "uwsgi_param", _ => "" };
        return state.Block.FindAll(directive).LastOrDefault(p => p.Args is ["SCRIPT_FILENAME", _, ..]) is { } param
            ? ByteText.ToText(variables.Expand(param.Args[1]).Text)
            : null;
    }

    private string Uri(PassTarget target, bool hasVariables)
    {
        if (hasVariables && target.Uri.Length > 0)
        {
            return target.Uri;
        }

        if (target.Uri.Length == 0 && state.ValidUnparsedUri)
        {
            return state.UnparsedUri;
        }

        // The URI of proxy_pass takes the place of the location's name, unless a rewrite has changed it.
        var replaces = state.ValidLocation && target.Uri.Length > 0;
        var rest = state.Uri[Math.Min(replaces ? LocationLength() : 0, state.Uri.Length)..];
        return (state.ValidLocation ? target.Uri : "") + (state.QuotedUri || state.IsInternal ? Escaped(rest) : rest) + Args();
    }

    private int LocationLength() => block.IsRegex || block.Modifier == "@" || block.IsNameless ? 0 : block.Name.Length;

    private string Args() => state.Args.Length > 0 ? "?" + state.Args : "";

    private static string Escaped(string uri) => Escaping.Uri(uri);

    private string Version(RouterSettings settings) =>
        state.Block.Find("proxy_http_version") is { Args: [var version] } ? version
        : settings.Version >= new NginxVersion(1, 29, 7) ? "1.1"
        : "1.0";
}
