using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>The error groups of an instance by the peer that they name: thousands of peers meet thousands of groups.</summary>
internal sealed class LoggedPeers
{
    private readonly ILookup<string, Entry> _byName;
    private readonly ILookup<(Protocol, PeerAddress), Entry> _byAddress;
    private readonly ILookup<(Protocol, int), Entry> _byPort;

    public LoggedPeers(IEnumerable<ErrorGroup> groups)
    {
        var entries = groups.Select((g, i) => new Entry(i, g, LogPeer.Parse(g.Scheme, g.Peer!))).ToList();
        _byName = entries.ToLookup(e => e.Group.Peer!);
        _byAddress = entries.Where(e => e.Peer is not null).ToLookup(e => e.Peer!.Value);
        _byPort = entries.Where(e => e.Peer is { Address.IsLiteral: true }).ToLookup(e => (e.Peer!.Value.Protocol, e.Peer.Value.Address.Port));
    }

    /// <summary>Those that concern a peer of the configuration, in their order. Where its name is not resolved, its port has to do.</summary>
    public ImmutableArray<ErrorGroup> Of(Protocol protocol, PeerAddress address, UpstreamBlock? upstream, ImmutableArray<PeerAddress> endpoints)
    {
        var named = upstream is null ? [] : _byName[upstream.Name];
        var reached = endpoints.IsEmpty ? _byPort[(protocol, address.Port)] : endpoints.SelectMany(e => _byAddress[(protocol, e)]);
        return [.. named.Concat(reached).DistinctBy(e => e.Order).OrderBy(e => e.Order).Select(e => e.Group)];
    }

    private sealed record Entry(int Order, ErrorGroup Group, (Protocol Protocol, PeerAddress Address)? Peer);
}
