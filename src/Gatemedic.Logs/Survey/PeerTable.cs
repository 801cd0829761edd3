namespace Gatemedic.Logs;

/// <summary>Counts the tries of access lines by peer. Bounded: what finds no room is only counted.</summary>
internal sealed class PeerTable
{
    /// <summary>Most peers kept.</summary>
    internal const int MostPeers = 2000;

    private const int MostOverTime = 32;

    private readonly ByteTable<PeerTally> _peers = new(MostPeers);

    /// <summary>Tries that found no room.</summary>
    internal long Dropped { get; private set; }

    internal IEnumerable<PeerTally> Peers => _peers.Values;

    /// <summary>Counts the tries of one request; the lists have the same shape and are gone through side by side.</summary>
    /// <param name="peers">$upstream_addr.</param>
    /// <param name="statuses">$upstream_status, empty where the format lacks it.</param>
    /// <param name="times">$upstream_response_time, empty where the format lacks it.</param>
    /// <param name="second">Seconds since 1970, -1 where it is not known.</param>
    internal void Add(ReadOnlySpan<byte> peers, ReadOnlySpan<byte> statuses, ReadOnlySpan<byte> times, long second)
    {
        while (true)
        {
            var peer = UpstreamList.Next(ref peers);
            int status = UpstreamList.Status(UpstreamList.Next(ref statuses));
            int milliseconds = UpstreamList.Milliseconds(UpstreamList.Next(ref times));
            if (peer.Length > 1)
            {
                Add(peer, status, milliseconds, second);
            }
            if (peers.IsEmpty)
            {
                return;
            }
        }
    }

    internal void Add(PeerTable other)
    {
        Dropped += other.Dropped;
        foreach (var (key, theirs) in other._peers.Entries)
        {
            if (_peers.Find(key) is { } mine)
            {
                mine.Add(theirs);
            }
            else if (!_peers.TryAdd(key, theirs))
            {
                Dropped += theirs.Tries;
            }
        }
    }

    private void Add(ReadOnlySpan<byte> peer, int status, int milliseconds, long second)
    {
        var tally = _peers.Find(peer);
        if (tally is null && !_peers.TryAdd(peer, tally = new PeerTally(LogText.Of(peer), _peers.Count < MostOverTime)))
        {
            Dropped++;
            return;
        }
        tally.Add(status, milliseconds, second);
    }
}
