using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Picks the lines of the requests that a <see cref="LogFilter"/> asks for.</summary>
internal sealed class LineFilter
{
    private readonly ImmutableArray<byte[]> _peers;
    private readonly string? _host;
    private readonly byte[] _path;

    internal LineFilter(LogFilter filter)
    {
        _peers = filter.Upstream is null ? [] : [.. filter.Addresses.Prepend(filter.Upstream).Select(Encoding.UTF8.GetBytes)];
        _host = filter.Host;
        _path = Encoding.UTF8.GetBytes(filter.PathPrefix ?? "");
    }

    /// <summary>An access line is one of them; a host that it does not tell counts as the one asked for.</summary>
    internal bool TakesAccess(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values) =>
        TakesPeers(AccessRequest.Value(line, values, AccessField.Peers)) && TakesHost(AccessRequest.Host(line, values))
        && AccessRequest.Target(line, values).StartsWith(_path);

    /// <summary>A record of an error log is one of them.</summary>
    internal bool TakesError(in ErrorLine line)
    {
        UpstreamPeer.Split(line.Upstream, out _, out var peer);
        return TakesPeers(peer) && TakesHost(line.Host) && RequestLine.Target(line.Request).StartsWith(_path);
    }

    private bool TakesPeers(ReadOnlySpan<byte> peers)
    {
        if (_peers.IsEmpty)
        {
            return true;
        }
        while (!peers.IsEmpty)
        {
            var peer = UpstreamList.Next(ref peers);
            foreach (var wanted in _peers)
            {
                if (peer.SequenceEqual(wanted))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private bool TakesHost(ReadOnlySpan<byte> host) => _host is null || host.IsEmpty || LogFilter.HostOf(LogText.Of(host)).Equals(_host, StringComparison.OrdinalIgnoreCase);
}
