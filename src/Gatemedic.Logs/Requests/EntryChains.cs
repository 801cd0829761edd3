namespace Gatemedic.Logs;

/// <summary>Finds the slots of a ring by a hash: one doubly linked chain a bucket, newest first, without any allocation once it stands.</summary>
internal sealed class EntryChains
{
    private const int End = -1;

    private readonly int[] _heads;
    private readonly int[] _hashes;
    private readonly int[] _older;
    private readonly int[] _newer;

    /// <param name="slots">Slots of the ring, a power of two.</param>
    internal EntryChains(int slots)
    {
        _heads = new int[slots];
        Array.Fill(_heads, End);
        _hashes = new int[slots];
        _older = new int[slots];
        _newer = new int[slots];
    }

    internal void Add(int slot, int hash)
    {
        ref int head = ref _heads[Bucket(hash)];
        _hashes[slot] = hash;
        _older[slot] = head;
        _newer[slot] = End;
        if (head != End)
        {
            _newer[head] = slot;
        }
        head = slot;
    }

    internal void Remove(int slot)
    {
        int older = _older[slot], newer = _newer[slot];
        if (older != End)
        {
            _newer[older] = newer;
        }
        if (newer != End)
        {
            _older[newer] = older;
        }
        else
        {
            _heads[Bucket(_hashes[slot])] = older;
        }
    }

    /// <summary>The hash of a slot that is in.</summary>
    internal int Hash(int slot) => _hashes[slot];

    /// <summary>The newest slot with the hash; -1 when there is none.</summary>
    internal int Newest(int hash) => SameFrom(_heads[Bucket(hash)], hash);

    /// <summary>The next older slot with the same hash.</summary>
    internal int Older(int slot) => SameFrom(_older[slot], _hashes[slot]);

    private int SameFrom(int slot, int hash)
    {
        while (slot != End && _hashes[slot] != hash)
        {
            slot = _older[slot];
        }
        return slot;
    }

    private int Bucket(int hash) => hash & (_heads.Length - 1);
}
