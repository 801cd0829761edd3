namespace Gatemedic.Logs;

/// <summary>
/// Finds the form that a message fits in a table sorted by literal prefix: the prefixes that start a message are the last entry not after it
/// in order, and that entry's own chain of shorter prefixes.
/// </summary>
internal sealed class SignatureIndex
{
    /// <summary>No form has more holes.</summary>
    internal const int MostHoles = 8;

    private readonly Entry[] _entries;
    private readonly SignaturePattern[] _prefixless;

    internal SignatureIndex(IEnumerable<SignaturePattern> patterns)
    {
        var all = patterns.OrderByDescending(p => p.Weight).ToArray();
        _prefixless = [.. all.Where(p => p.Prefix.IsEmpty)];
        _entries = [.. all.Where(p => !p.Prefix.IsEmpty).GroupBy(p => p.Prefix.ToArray(), ByteKeys.Comparer).Select(g => new Entry(g.Key, [.. g]))];
        Array.Sort(_entries, (a, b) => a.Prefix.AsSpan().SequenceCompareTo(b.Prefix));
        for (int i = 0; i < _entries.Length; i++)
        {
            int shorter = i - 1;
            while (shorter >= 0 && !_entries[i].Prefix.AsSpan().StartsWith(_entries[shorter].Prefix))
            {
                shorter = _entries[shorter].Shorter;
            }
            _entries[i].Shorter = shorter;
        }
    }

    /// <summary>The form of the message, or null; sets the range of each hole.</summary>
    internal SignaturePattern? Find(ReadOnlySpan<byte> message, Span<Range> holes)
    {
        for (int i = LastNotAfter(message); i >= 0; i = _entries[i].Shorter)
        {
            if (message.StartsWith(_entries[i].Prefix) && First(_entries[i].Patterns, message, holes) is { } found)
            {
                return found;
            }
        }
        return First(_prefixless, message, holes);
    }

    private static SignaturePattern? First(SignaturePattern[] patterns, ReadOnlySpan<byte> message, Span<Range> holes)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Fits(message, holes))
            {
                return pattern;
            }
        }
        return null;
    }

    private int LastNotAfter(ReadOnlySpan<byte> message)
    {
        int low = 0, high = _entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (message.SequenceCompareTo(_entries[middle].Prefix) >= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low - 1;
    }

    private sealed class Entry(byte[] prefix, SignaturePattern[] patterns)
    {
        internal byte[] Prefix => prefix;

        internal SignaturePattern[] Patterns => patterns;

        internal int Shorter { get; set; }
    }
}
