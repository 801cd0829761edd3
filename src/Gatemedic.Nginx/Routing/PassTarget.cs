namespace Gatemedic.Nginx;

/// <summary>What a *_pass names, with its variables replaced.</summary>
/// <param name="Protocol">What is spoken.</param>
/// <param name="Scheme">As written, with "://"; empty where the directive takes none.</param>
/// <param name="Authority">Host and port as written.</param>
/// <param name="Uri">What follows the authority.</param>
/// <param name="Address">Where it leads; null when it cannot be read.</param>
/// <param name="HasPort">A port is written.</param>
/// <param name="Fault">nginx's words when it cannot be read.</param>
internal sealed record PassTarget(Protocol Protocol, string Scheme, string Authority, string Uri, PeerAddress? Address, bool HasPort, string? Fault)
{
    private int DefaultPort => Protocol == Protocol.Https ? 443 : 80;

    /// <summary>$proxy_host: the port only when it is not the scheme's own (ngx_http_proxy_set_vars).</summary>
    public string HostHeader => Address!.IsUnix ? "localhost" : !HasPort || Address.Port == DefaultPort ? HostText : $"{HostText}:{Address.Port}";

    /// <summary>$proxy_port.</summary>
    public string PortText => Address!.IsUnix ? "" : $"{(Address.Port == 0 ? DefaultPort : Address.Port)}";

    /// <summary>Scheme and authority.</summary>
    public string Shown => Scheme + Authority;

    private string HostText => Address!.Host.Contains(':', StringComparison.Ordinal) ? $"[{Address.Host}]" : Address.Host;

    /// <summary>The URL that is asked for, by the request line that is sent.</summary>
    public string Url(string? requestLine) =>
        requestLine?.Split(' ') is [_, var uri, ..] ? Scheme + Authority + uri : Scheme + Authority;

    /// <summary>Reads the argument of a directive.</summary>
    public static PassTarget Parse(string directive, string text)
    {
        var (protocol, scheme, port) = Scheming(directive, text);
        if (directive == "proxy_pass" && scheme.Length == 0)
        {
            return new PassTarget(protocol, "", text, "", null, false, $"invalid URL prefix in \"{text}\"");
        }

        var rest = text[scheme.Length..];
        var parsed = PeerAddressParser.Parse(rest, port, mayHaveUri: directive == "proxy_pass");
        return new PassTarget(
            protocol, scheme, rest[..^parsed.Uri.Length].TrimEnd(rest.StartsWith("unix:", StringComparison.Ordinal) ? ':' : '\0'),
            parsed.Uri.StartsWith('?') ? "/" + parsed.Uri : parsed.Uri, parsed.Address, parsed.HasPort,
            parsed.Error is null ? null : $"{parsed.Error} in upstream \"{rest}\"");
    }

    private static (Protocol Protocol, string Scheme, int Port) Scheming(string directive, string text)
    {
        foreach (var (name, scheme, protocol, port) in PassReader.Schemes)
        {
            if (name == directive && (scheme.Length == 0 || text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            {
                return (protocol, text[..scheme.Length], port);
            }
        }

        var first = Array.Find(PassReader.Schemes, row => row.Directive == directive);
        return (first.Protocol, "", 0);
    }
}
