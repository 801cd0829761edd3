using System.Globalization;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Reads the peer of a log's upstream field into the terms of the configuration.</summary>
internal static class LogPeer
{
    /// <summary>Protocol and address, or null when the text is a group's name or unreadable.</summary>
    /// <param name="scheme">http, fastcgi, ...; null in stream logs.</param>
    /// <param name="peer">127.0.0.1:3000, [::1]:80, unix:/run/x.sock.</param>
    public static (Protocol Protocol, PeerAddress Address)? Parse(string? scheme, string peer)
    {
        var protocol = scheme switch
        {
            null => Protocol.Stream,
            "http" => Protocol.Http,
            "https" => Protocol.Https,
            "fastcgi" => Protocol.FastCgi,
            "uwsgi" or "suwsgi" => Protocol.Uwsgi,
            "scgi" => Protocol.Scgi,
            "grpc" => Protocol.Grpc,
            "grpcs" => Protocol.Grpcs,
            "memcached" => Protocol.Memcached,
            _ => (Protocol?)null,
        };
        if (protocol is null)
        {
            return null;
        }

        if (peer.StartsWith("unix:", StringComparison.Ordinal))
        {
            return (protocol.Value, new PeerAddress("", 0, peer[5..]));
        }

        var colon = peer.LastIndexOf(':');
        return colon > 0 && int.TryParse(peer.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (protocol.Value, new PeerAddress(peer[..colon].Trim('[', ']'), port))
            : null;
    }
}
