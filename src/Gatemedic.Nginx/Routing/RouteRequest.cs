using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Gatemedic.Nginx;

/// <summary>A request as a client sends it, and where it arrives.</summary>
public sealed record RouteRequest
{
    /// <summary>The URL that was asked for, to be repeated in the answer.</summary>
    public string Url { get; init; } = "";

    /// <summary>The request target of the request line, as sent: <c>/a%20b?c=d</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The method, upper case.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Minor number of HTTP/1.x: 0 or 1.</summary>
    public int Minor { get; init; } = 1;

    /// <summary>Header lines in order, with Host among them when it is sent.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The list of headers is complete; otherwise a header that decides something and is not listed is named as undecided.</summary>
    public bool HasAllHeaders { get; init; }

    /// <summary>The address of the host that the client connects to; null when it is not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The address was named "localhost", which is ::1 too.</summary>
    public bool IsLocalhost { get; init; }

    /// <summary>The port that the client connects to.</summary>
    public required int Port { get; init; }

    /// <summary>The client speaks TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The client's address; null when it is not known.</summary>
    public IPAddress? From { get; init; }

    /// <summary>The request that a browser makes for an absolute http or https URL; null with the reason when it is none.</summary>
    /// <param name="url">As typed: dot segments and escapes are sent as they are.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static RouteRequest? FromUrl(string url, out string fault)
    {
        ArgumentNullException.ThrowIfNull(url);
        fault = "";
        var end = url.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : url[..end].ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            fault = $"\"{url}\" is no http or https URL; one looks like http://shop.example/cart?id=1";
            return null;
        }

        var rest = url[(end + 3)..];
        var path = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = path < 0 ? rest : rest[..path];
        var target = path < 0 ? "/" : rest[path..];
        target = target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? target[..fragment] : target;
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.LastIndexOf(':') is var last && last > authority.IndexOf(']', StringComparison.Ordinal) ? last : -1;
        var host = colon < 0 ? authority : authority[..colon];
        var port = scheme == "https" ? 443 : 80;
        var isBracketed = host.StartsWith('[');
        if (host.Length == 0 || (isBracketed && !(host.EndsWith(']') && IPAddress.TryParse(host, out _))) || (!isBracketed && host.Contains(':', StringComparison.Ordinal)) || (colon >= 0 && colon + 1 < authority.Length && PeerAddressParser.Port(authority.AsSpan(colon + 1)) is null))
        {
            fault = $"\"{url}\" has no usable host and port";
            return null;
        }

        if (target.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0)
        {
            fault = $"\"{url}\" has a blank or control character; write it as %20";
            return null;
        }

        return new RouteRequest
        {
            Url = url,
            Target = ByteText.FromText(target.StartsWith('/') ? target : "/" + target),
            Port = colon >= 0 && colon + 1 < authority.Length ? int.Parse(authority.AsSpan(colon + 1), CultureInfo.InvariantCulture) : port,
            Tls = scheme == "https",
            Headers = [("Host", ByteText.FromText(authority))],
            IsLocalhost = host.Equals("localhost", StringComparison.OrdinalIgnoreCase),
            Address = (char.IsAsciiDigit(host[0]) || host[0] == '[') && IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null,
        };
    }
}
