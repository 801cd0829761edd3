namespace Gatemedic.Logs;

/// <summary>The newest error records that nobody has claimed, found by connection and by request. Bounded: where it may not grow, the oldest make room.</summary>
internal sealed class ErrorWindow
{
    // By reason.
    private static readonly bool[] IsOther = [.. FailureReasons.All.Select(r => r.Status is not ("502" or "504"))];

    // A ring goes round through all of its memory, so it starts small: most logs need no more.
    private const int FirstSlots = 1 << 10;

    private readonly int _mostSlots;
    private readonly RecordBytes _bytes;
    private ErrorEntry[] _entries;
    private readonly EntryChains?[] _chains = new EntryChains?[(int)RequestKey.Count];
    private long _oldest;
    private long _next;

    /// <param name="keys">Keys to find entries by, besides their connection.</param>
    /// <param name="slots">Most entries, a power of two.</param>
    /// <param name="size">Most bytes of them.</param>
    internal ErrorWindow(IEnumerable<RequestKey> keys, int slots, int size)
    {
        (_mostSlots, _bytes) = (slots, new RecordBytes(size));
        _entries = new ErrorEntry[Math.Min(slots, FirstSlots)];
        foreach (var key in keys.Append(RequestKey.Connection))
        {
            _chains[(int)key] ??= new EntryChains(_entries.Length);
        }
    }

    /// <summary>Called with each entry that leaves unclaimed, while it is still there.</summary>
    internal Action<int>? Leaving { get; set; }

    /// <summary>The slot of the oldest entry; -1 when there is none.</summary>
    internal int Oldest => _oldest < _next ? Slot(_oldest) : -1;

    internal ref ErrorEntry this[int slot] => ref _entries[slot];

    internal ReadOnlySpan<byte> Line(int slot) => _bytes[_entries[slot].Start, _entries[slot].Length];

    internal ReadOnlySpan<byte> Text(int slot, Range range) => Line(slot)[range];

    /// <summary>How many unclaimed entries tell of something else than a failed try.</summary>
    internal int FreeOthers { get; private set; }

    /// <summary>Both are of one connection of one worker.</summary>
    internal bool IsOfSameConnection(int one, int other) => _entries[one].Connection == _entries[other].Connection && _entries[one].Pid == _entries[other].Pid;

    internal void Add(in ErrorEntry entry, ReadOnlySpan<byte> line)
    {
        while (_next - _oldest == _entries.Length)
        {
            if (_entries.Length < _mostSlots)
            {
                Grow();
            }
            else
            {
                Drop();
            }
        }
        while (_oldest < _next && !_bytes.HasRoom(line.Length, _entries[Slot(_oldest)].Start))
        {
            Drop();
        }
        long start = _bytes.Add(line, _oldest < _next ? _entries[Slot(_oldest)].Start : null);
        int slot = Slot(_next);
        ref var kept = ref _entries[slot];
        kept = entry;
        (kept.Sequence, kept.Start, kept.Length, kept.IsFree, kept.Rival) = (_next++, start, line.Length, true, -1);
        FreeOthers += IsOther[kept.Reason] ? 1 : 0;
        for (int key = 0; key < _chains.Length; key++)
        {
            _chains[key]?.Add(slot, RequestKeys.Hash((RequestKey)key, kept.Connection, line[kept.Client], RequestText.Target(line[kept.Request])));
        }
    }

    /// <summary>The oldest leave until the rest is not older than this.</summary>
    internal void Expire(long second)
    {
        while (_oldest < _next && _entries[Slot(_oldest)].Second < second)
        {
            Drop();
        }
    }

    /// <summary>Takes an entry out: it belongs to somebody.</summary>
    internal void Claim(int slot)
    {
        ref var entry = ref _entries[slot];
        if (!entry.IsFree)
        {
            return;
        }
        entry.IsFree = false;
        FreeOthers -= IsOther[entry.Reason] ? 1 : 0;
        foreach (var chain in _chains)
        {
            chain?.Remove(slot);
        }
    }

    /// <summary>The newest unclaimed entry with the hash; -1 when there is none.</summary>
    internal int Newest(RequestKey key, int hash) => _chains[(int)key]!.Newest(hash);

    /// <summary>The next older one.</summary>
    internal int Older(RequestKey key, int slot) => _chains[(int)key]!.Older(slot);

    private void Grow()
    {
        var (old, chains) = (_entries, _chains.ToArray());
        _entries = new ErrorEntry[2 * old.Length];
        for (int key = 0; key < chains.Length; key++)
        {
            _chains[key] = chains[key] is null ? null : new EntryChains(_entries.Length);
        }
        for (long sequence = _oldest; sequence < _next; sequence++)
        {
            int slot = Slot(sequence), was = (int)(sequence & (old.Length - 1));
            _entries[slot] = old[was];
            for (int key = 0; key < chains.Length && old[was].IsFree; key++)
            {
                _chains[key]?.Add(slot, chains[key]!.Hash(was));
            }
        }
    }

    private void Drop()
    {
        int slot = Slot(_oldest);
        if (_entries[slot].IsFree)
        {
            Leaving?.Invoke(slot);
            Claim(slot);
        }
        _oldest++;
    }

    private int Slot(long sequence) => (int)(sequence & (_entries.Length - 1));
}
