using System.IO.Hashing;
using System.Security.Cryptography;

namespace Gatemedic.Logs;

/// <summary>Finds values by bytes. Bounded; searched with a span, so that a key is copied only when it is new.</summary>
/// <param name="most">Most entries.</param>
internal sealed class ByteTable<T>(int most)
    where T : class
{
    private Slot[] _slots = new Slot[16];

    internal int Count { get; private set; }

    internal bool IsFull => Count >= most;

    /// <summary>The entries, in no order.</summary>
    internal IEnumerable<KeyValuePair<byte[], T>> Entries
    {
        get
        {
            foreach (var slot in _slots)
            {
                if (slot.Key is not null)
                {
                    yield return new KeyValuePair<byte[], T>(slot.Key, slot.Value);
                }
            }
        }
    }

    internal T? Find(ReadOnlySpan<byte> key)
    {
        ulong hash = ByteTableSeed.Hash(key);
        int mask = _slots.Length - 1;
        for (int at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref _slots[at];
            if (slot.Key is null || (slot.Hash == hash && key.SequenceEqual(slot.Key)))
            {
                return slot.Value;
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
        if (Count * 2 >= _slots.Length)
        {
            Grow();
        }
        Place(new Slot { Hash = ByteTableSeed.Hash(key), Key = key.ToArray(), Value = value });
        Count++;
        return true;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Key is not null)
            {
                Place(slot);
            }
        }
    }

    private void Place(Slot slot)
    {
        int mask = _slots.Length - 1;
        int at = (int)slot.Hash & mask;
        while (_slots[at].Key is not null)
        {
            at = (at + 1) & mask;
        }
        _slots[at] = slot;
    }

    private struct Slot
    {
        internal ulong Hash;
        internal byte[]? Key;
        internal T Value;
    }
}

/// <summary>The seed of this process, so that nobody who writes log lines can choose keys that collide.</summary>
internal static class ByteTableSeed
{
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    internal static ulong Hash(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key, Seed);
}
