using System.IO.Hashing;

namespace Gatemedic.Logs;

/// <summary>Finds values by bytes. Bounded; searched with a span, so that a key is copied only when it is new.</summary>
/// <param name="most">Most entries.</param>
internal sealed class ByteTable<T>(int most)
    where T : class
{
    private Slot[] _slots = new Slot[16];
    private ByteEntry<T>[] _entries = new ByteEntry<T>[8];

    internal int Count { get; private set; }

    internal bool IsFull => Count >= most;

    /// <summary>The entries, in the order of their coming.</summary>
    internal ReadOnlySpan<ByteEntry<T>> Entries => _entries.AsSpan(0, Count);

    /// <summary>The values, in the order of their coming.</summary>
    internal IEnumerable<T> Values
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                yield return _entries[i].Value;
            }
        }
    }

    internal T? Find(ReadOnlySpan<byte> key)
    {
        uint hash = (uint)ByteTableSeed.Hash(key);
        int mask = _slots.Length - 1;
        for (int at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = _slots[at];
            if (slot.Number == 0)
            {
                return null;
            }
            if (slot.Hash == hash && key.SequenceEqual(_entries[slot.Number - 1].Key))
            {
                return _entries[slot.Number - 1].Value;
            }
        }
    }

    /// <summary>Takes in a key that is not there yet; false when there is no room.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> key, T value)
    {
        if (IsFull)
        {
            return false;
        }
        if (Count == _entries.Length)
        {
            Grow();
        }
        _entries[Count++] = new ByteEntry<T>(key.ToArray(), value);
        Place(new Slot((uint)ByteTableSeed.Hash(key), Count));
        return true;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Number > 0)
            {
                Place(slot);
            }
        }
    }

    private void Place(Slot slot)
    {
        int mask = _slots.Length - 1;
        int at = (int)slot.Hash & mask;
        while (_slots[at].Number > 0)
        {
            at = (at + 1) & mask;
        }
        _slots[at] = slot;
    }

    // An entry's number, from 1; 0 where there is none.
    private readonly record struct Slot(uint Hash, int Number);
}

/// <summary>A key and its value.</summary>
internal sealed record ByteEntry<T>(byte[] Key, T Value);

/// <summary>The seed of this process, so that nobody who writes log lines can choose keys that collide.</summary>
internal static class ByteTableSeed
{
    // RandomNumberGenerator would load OpenSSL, which takes ten milliseconds; the kernel gives these bytes as well.
    private static readonly long Seed = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());

    internal static ulong Hash(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key, Seed);
}
