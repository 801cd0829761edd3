using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Logs;

/// <summary>Counts access records by status, upstream addresses and upstream statuses. Bounded: what finds no room is only counted.</summary>
internal sealed class AccessTable(AccessFormat format)
{
    /// <summary>Most groups kept.</summary>
    internal const int MostGroups = 2000;

    private const int KeptPerGroup = 3;
    private const int LongestList = 4096;

    private readonly Dictionary<byte[], Tally> _tallies = new(ByteKeys.Comparer);
    private readonly byte[] _key = new byte[2 * LongestList + 8];

    /// <summary>Records that found no room.</summary>
    internal long Dropped { get; private set; }

    internal void Add(ReadOnlySpan<byte> line, int status, DateTimeOffset time, ReadOnlySpan<Range> values, LinePlace place, LogSegment segment)
    {
        var peers = List(line, values, AccessField.Peers);
        var statuses = List(line, values, AccessField.PeerStatuses);
        var key = Key(status, peers, statuses);
        var lookup = _tallies.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(key, out var tally))
        {
            if (_tallies.Count >= MostGroups)
            {
                Dropped++;
                return;
            }
            tally = new Tally(status, format.HasPeers ? Split(peers) : [], format.HasPeerStatuses ? Split(statuses) : [], time);
            lookup[key] = tally;
        }
        tally.Count++;
        tally.First = time < tally.First ? time : tally.First;
        tally.Last = time > tally.Last ? time : tally.Last;
        tally.Newest.Keep(line, time.ToUnixTimeSeconds(), place, segment, values);
    }

    /// <summary>The groups, newest last record first.</summary>
    internal ImmutableArray<AccessGroup> Groups() =>
        [.. _tallies.Values.Select(t => t.Group()).OrderByDescending(g => g.Last).ThenByDescending(g => g.Count)];

    private ReadOnlySpan<byte> Key(int status, ReadOnlySpan<byte> peers, ReadOnlySpan<byte> statuses)
    {
        _key[0] = (byte)(status / 100);
        _key[1] = (byte)(status % 100);
        peers.CopyTo(_key.AsSpan(2));
        _key[2 + peers.Length] = (byte)'\n';
        statuses.CopyTo(_key.AsSpan(3 + peers.Length));
        return _key.AsSpan(0, 3 + peers.Length + statuses.Length);
    }

    private static ReadOnlySpan<byte> List(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, AccessField field)
    {
        var list = line[values[(int)field]];
        return list[..Math.Min(list.Length, LongestList)];
    }

    // escape=json and escape=none print nothing for "no try"; the default prints "-".
    private static ImmutableArray<string> Split(ReadOnlySpan<byte> list) =>
        list.IsEmpty ? ["-"] : [.. LogText.Of(list).Split([", ", " : "], StringSplitOptions.None)];

    private sealed class Tally(int status, ImmutableArray<string> peers, ImmutableArray<string> statuses, DateTimeOffset time)
    {
        internal NewestLines Newest { get; } = new(KeptPerGroup);

        internal long Count { get; set; }

        internal DateTimeOffset First { get; set; } = time;

        internal DateTimeOffset Last { get; set; } = time;

        internal AccessGroup Group() => new()
        {
            Status = status,
            Peers = peers,
            PeerStatuses = statuses,
            Count = Count,
            First = First,
            Last = Last,
            Samples = [.. Newest.NewestFirst().Select(k => Sample(k))],
        };

        private static AccessSample Sample(KeptLine kept) => new(
            kept.Source,
            LogText.Of(kept.Bytes),
            LogText.Of(AccessRequest.Method(kept.Bytes, kept.Ranges)),
            LogText.Of(AccessRequest.Path(kept.Bytes, kept.Ranges)),
            LogText.OrNull(AccessRequest.Host(kept.Bytes, kept.Ranges)),
            double.TryParse(AccessRequest.Value(kept.Bytes, kept.Ranges, AccessField.RequestTime),
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : null);
    }
}
