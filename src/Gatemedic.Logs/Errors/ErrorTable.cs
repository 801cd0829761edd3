using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts error records by signature, peer, phase, errno and server. Bounded: what finds no room is only counted.</summary>
internal sealed class ErrorTable
{
    /// <summary>Most groups kept.</summary>
    internal const int MostGroups = 2000;

    private readonly ByteTable<ErrorTally> _tallies = new(MostGroups);
    private readonly ErrorTally?[] _recent = new ErrorTally?[2048];
    private readonly byte[] _key = new byte[NewestLines.LineLimit + 16];

    /// <summary>Records that found no room.</summary>
    internal long Dropped { get; private set; }

    internal IEnumerable<ErrorTally> Tallies => _tallies.Values;

    /// <summary>Counts a record; the tally that it was counted in, null when there was no room.</summary>
    internal ErrorTally? Add(in ErrorLine line, ErrorShape shape, ReadOnlySpan<byte> record, long second, LinePlace place, LogSegment segment)
    {
        ref var recent = ref _recent[Slot(shape, line)];
        if (recent is null || !recent.Has(shape, line.Upstream, line.Server))
        {
            if (Find(line, shape, second) is not { } tally)
            {
                Dropped++;
                return null;
            }
            recent = tally;
        }
        recent.Add(record, second, place, segment);
        return recent;
    }

    private ErrorTally? Find(in ErrorLine line, ErrorShape shape, long second)
    {
        var upstream = line.Upstream[..UpstreamPeer.End(line.Upstream)];
        var key = Key(shape.Number, upstream, line.Server);
        var tally = _tallies.Find(key);
        return tally is null && !_tallies.TryAdd(key, tally = new ErrorTally(shape, upstream, line.Server, second)) ? null : tally;
    }

    // Where a group of late may be remembered; another group there costs no more than the long way.
    private static int Slot(ErrorShape shape, in ErrorLine line)
    {
        ulong upstream = line.Upstream.Length >= 24 ? BinaryPrimitives.ReadUInt64LittleEndian(line.Upstream[8..]) ^ (BinaryPrimitives.ReadUInt64LittleEndian(line.Upstream[16..]) * 3) : 0;
        ulong server = line.Server.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(line.Server) : 0;
        return (int)((((upstream * 0x9E3779B97F4A7C15) ^ server ^ ((ulong)shape.Number << 20) ^ (uint)line.Server.Length) * 0x9E3779B97F4A7C15) >> 53);
    }

    /// <summary>The groups, newest last event first.</summary>
    internal ImmutableArray<ErrorGroup> Groups(TimeZoneInfo zone)
    {
        var events = new ErrorEventReader(zone);
        return [.. Tallies.Select(t => t.Group(events)).OrderByDescending(g => g.Last).ThenByDescending(g => g.Count)];
    }

    /// <summary>Takes in what another table counted; its shapes have numbers of their own, so groups are told by what they say.</summary>
    internal void Add(ErrorTable other)
    {
        var mine = Tallies.ToDictionary(t => t.Kind);
        Dropped += other.Dropped;
        foreach (var (key, theirs) in other._tallies.Entries)
        {
            if (mine.TryGetValue(theirs.Kind, out var same))
            {
                same.Add(theirs);
            }
            else if (!_tallies.TryAdd([.. key, (byte)'\n'], theirs))
            {
                Dropped += theirs.Count;
            }
        }
    }

    // The parts one after another, with a byte between them that none of them holds.
    private ReadOnlySpan<byte> Key(int shape, ReadOnlySpan<byte> upstream, ReadOnlySpan<byte> server)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_key, shape);
        upstream.CopyTo(_key.AsSpan(4));
        int length = 4 + upstream.Length;
        _key[length++] = (byte)'\n';
        server.CopyTo(_key.AsSpan(length));
        return _key.AsSpan(0, length + server.Length);
    }
}
