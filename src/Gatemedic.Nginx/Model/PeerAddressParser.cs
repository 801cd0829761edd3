using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>Reads addresses as ngx_parse_url does: <c>host[:port][/uri]</c>, <c>[::1]:80</c>, <c>unix:/path[:/uri]</c>.</summary>
internal static class PeerAddressParser
{
    /// <summary>What an address says.</summary>
    /// <param name="Address">Where it points; the port is the default, or 0, when none is written.</param>
    /// <param name="HasPort">A port is written.</param>
    /// <param name="Uri">What follows the authority.</param>
    /// <param name="Error">nginx's words when it is wrong.</param>
    public readonly record struct Parsed(PeerAddress? Address, bool HasPort, string Uri, string? Error)
    {
        internal static Parsed Wrong(string error) => new(null, false, "", error);
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">Without a scheme.</param>
    /// <param name="defaultPort">Port when none is written; 0 when the protocol has none.</param>
    /// <param name="mayHaveUri">A URI may follow.</param>
    public static Parsed Parse(string text, int defaultPort, bool mayHaveUri)
    {
        if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            return ParseUnix(text[5..], mayHaveUri);
        }

        var end = mayHaveUri ? text.AsSpan().IndexOfAny('/', '?') : -1;
        var authority = end < 0 ? text : text[..end];
        var uri = end < 0 ? "" : text[end..];
        var bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (authority.StartsWith('[') && bracket < 0)
        {
            return Parsed.Wrong("invalid host");
        }

        var rest = bracket < 0 ? authority : authority[(bracket + 1)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var host = bracket < 0 ? authority[..(colon < 0 ? authority.Length : colon)] : authority[1..bracket];
        if (host.Length == 0)
        {
            return Parsed.Wrong("no host");
        }

        if (!mayHaveUri && host.Contains('/', StringComparison.Ordinal))
        {
            return Parsed.Wrong("invalid host");
        }

        return colon < 0
            ? new Parsed(new PeerAddress(host, defaultPort), false, uri, null)
            : Port(rest.AsSpan(colon + 1)) is { } port
                ? new Parsed(new PeerAddress(host, port), true, uri, null)
                : Parsed.Wrong("invalid port");
    }

    /// <summary>A port of 1 to 65535.</summary>
    public static int? Port(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    private static Parsed ParseUnix(string text, bool mayHaveUri)
    {
        var colon = mayHaveUri ? text.IndexOf(':', StringComparison.Ordinal) : -1;
        var path = colon < 0 ? text : text[..colon];
        return path.Length == 0
            ? Parsed.Wrong("no path in the unix domain socket")
            : new Parsed(new PeerAddress("", 0, path), false, colon < 0 ? "" : text[(colon + 1)..], null);
    }
}
