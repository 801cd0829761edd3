using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts error records by signature, peer, phase, errno and server. Bounded: what finds no room is only counted.</summary>
internal sealed class ErrorTable
{
    /// <summary>Most groups kept.</summary>
    internal const int MostGroups = 2000;

    private const int KeptPerGroup = 5;

    private readonly Dictionary<byte[], Tally> _tallies = new(ByteKeys.Comparer);
    private readonly Dictionary<byte[], Tally>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly byte[] _key = new byte[NewestLines.LineLimit + 16];
    private readonly Range[] _holes = new Range[SignatureIndex.MostHoles];

    internal ErrorTable() => _lookup = _tallies.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Records that found no room.</summary>
    internal long Dropped { get; private set; }

    internal void Add(in ErrorLine line, ReadOnlySpan<byte> record, DateTimeOffset time, LineScanner lines)
    {
        var pattern = SignatureCatalog.Index.Find(line.Message, _holes);
        UpstreamPeer.Split(line.Upstream, out var scheme, out var peer);
        var key = Key(pattern?.Index ?? -1, line, scheme, peer);
        if (!_lookup.TryGetValue(key, out var tally))
        {
            if (_tallies.Count >= MostGroups)
            {
                Dropped++;
                return;
            }
            tally = new Tally(pattern?.Signature.Id ?? SignatureCatalog.Other, LogText.OrNull(scheme), LogText.OrNull(peer), line, time);
            _lookup[key] = tally;
        }
        tally.Count++;
        tally.First = time < tally.First ? time : tally.First;
        tally.Last = time > tally.Last ? time : tally.Last;
        tally.Newest.Keep(record, lines.Offset, lines.Number, []);
    }

    /// <summary>The groups, newest last event first.</summary>
    internal ImmutableArray<ErrorGroup> Groups(ErrorEventReader events) =>
        [.. _tallies.Values.Select(t => t.Group(events)).OrderByDescending(g => g.Last).ThenByDescending(g => g.Count)];

    // The parts one after another, with a byte between them that none of them holds.
    private ReadOnlySpan<byte> Key(int signature, in ErrorLine line, ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> peer)
    {
        BinaryPrimitives.WriteInt16LittleEndian(_key, (short)signature);
        BinaryPrimitives.WriteInt16LittleEndian(_key.AsSpan(2), (short)(line.Errno ?? 0));
        int length = 4;
        length = Append(length, scheme);
        length = Append(length, peer);
        length = Append(length, line.Action);
        length = Append(length, line.Server);
        return _key.AsSpan(0, length);
    }

    private int Append(int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(_key.AsSpan(at));
        _key[at + part.Length] = (byte)'\n';
        return at + part.Length + 1;
    }

    private sealed class Tally
    {
        private readonly string _signature;
        private readonly string? _scheme;
        private readonly string? _peer;
        private readonly string? _action;
        private readonly string? _server;
        private readonly int? _errno;

        internal Tally(string signature, string? scheme, string? peer, in ErrorLine line, DateTimeOffset time)
        {
            (_signature, _scheme, _peer) = (signature, scheme, peer);
            _action = LogText.OrNull(line.Action);
            _server = LogText.OrNull(line.Server);
            _errno = line.Errno;
            First = Last = time;
        }

        internal NewestLines Newest { get; } = new(KeptPerGroup);

        internal long Count { get; set; }

        internal DateTimeOffset First { get; set; }

        internal DateTimeOffset Last { get; set; }

        internal ErrorGroup Group(ErrorEventReader events)
        {
            ImmutableArray<ErrorEvent> samples = [.. Newest.NewestFirst().Select(events.Read)];
            return new ErrorGroup
            {
                Signature = _signature,
                Scheme = _scheme,
                Peer = _peer,
                Action = _action,
                Errno = _errno,
                Server = _server,
                Fields = samples[0].Fields,
                Count = Count,
                First = First,
                Last = Last,
                Samples = samples,
            };
        }
    }
}
