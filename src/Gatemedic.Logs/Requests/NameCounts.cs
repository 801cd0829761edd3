using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts names as bytes. Bounded: a name that finds no room is not counted.</summary>
internal sealed class NameCounts
{
    private const int MostKept = 2000;
    private const int MostNamed = 8;

    private readonly ByteTable<Counter> _names = new(MostKept);

    internal void Add(ReadOnlySpan<byte> name, long count = 1)
    {
        if (name.IsEmpty)
        {
            return;
        }
        var counter = _names.Find(name);
        if (counter is null && !_names.TryAdd(name, counter = new Counter()))
        {
            return;
        }
        counter.Count += count;
    }

    internal void Add(NameCounts other)
    {
        foreach (var (name, counter) in other._names.Entries)
        {
            Add(name, counter.Count);
        }
    }

    /// <summary>The commonest, most first.</summary>
    internal ImmutableArray<Counted> Most() =>
        [.. Counted.MostFirst(_names.Entries.ToArray().Select(e => new Counted(LogText.Of(e.Key), e.Value.Count))).Take(MostNamed)];

    private sealed class Counter
    {
        internal long Count { get; set; }
    }
}
