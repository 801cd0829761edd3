using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Reads listen directives.</summary>
public static class ListenParser
{
    private const int DefaultPort = 80;

    /// <summary>A longer port range is read as its first port only.</summary>
    private const int MaxRange = 1024;

    /// <summary>The addresses of one directive: several for a port range.</summary>
    public static ImmutableArray<Listen> Parse(Directive listen)
    {
        if (listen.Args is not [var text, .. var parameters])
        {
            return [];
        }

        var (address, ports) = Split(text);
        var ssl = parameters.Contains("ssl");
        var isDefault = parameters.Contains("default_server") || parameters.Contains("default");
        var udp = parameters.Contains("udp") || parameters.Contains("quic");
        Listen At(int port) => new(address, port, ssl, isDefault, udp, listen.File, listen.Line)
        {
            AlsoIpv4 = parameters.Contains("ipv6only=off"),
            OnlyHttp2 = !ssl && parameters.Contains("http2"),
            WantsProxyProtocol = parameters.Contains("proxy_protocol"),
        };
        return PeerAddressParser.Port(ports) is { } only ? [At(only)] : [.. Ports(ports).Select(At)];
    }

    private static (string Address, string Ports) Split(string text)
    {
        if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            return ("unix:" + text[5..], "0");
        }

        var colon = text.IndexOf(':', text.StartsWith('[') ? Math.Max(text.IndexOf(']', StringComparison.Ordinal), 0) : 0);
        if (colon >= 0)
        {
            return (text[..colon], text[(colon + 1)..]);
        }

        // A bare number is a port, a bare address listens on 80.
        return text.Length > 0 && char.IsAsciiDigit(text[0]) && !text.Contains('.', StringComparison.Ordinal) ? ("*", text) : (text, "80");
    }

    private static IEnumerable<int> Ports(string text)
    {
        if (text == "0")
        {
            return [0];
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = PeerAddressParser.Port(text.AsSpan(0, dash < 0 ? text.Length : dash)) ?? DefaultPort;
        var last = dash < 0 ? first : PeerAddressParser.Port(text.AsSpan(dash + 1)) ?? first;
        return last > first && last - first < MaxRange ? Enumerable.Range(first, last - first + 1) : [first];
    }
}
