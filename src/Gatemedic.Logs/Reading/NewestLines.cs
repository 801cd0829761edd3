namespace Gatemedic.Logs;

/// <summary>Keeps the newest few lines of a group as bytes, in slots that are used again: nothing is decoded until the reading is over.</summary>
internal sealed class NewestLines(int capacity)
{
    /// <summary>Bytes kept of a line.</summary>
    internal const int LineLimit = 2048;

    private readonly KeptLine[] _slots = new KeptLine[capacity];
    private int _next;

    /// <summary>Takes the place of the oldest.</summary>
    internal void Keep(ReadOnlySpan<byte> line, long offset, long number, ReadOnlySpan<Range> ranges)
    {
        ref var slot = ref _slots[_next];
        _next = (_next + 1) % _slots.Length;
        slot ??= new KeptLine();
        slot.Take(line[..Math.Min(line.Length, LineLimit)], offset, number, ranges);
    }

    /// <summary>Newest first.</summary>
    internal IEnumerable<KeptLine> NewestFirst()
    {
        for (int back = 1; back <= _slots.Length; back++)
        {
            if (_slots[(_next - back + _slots.Length) % _slots.Length] is { } kept)
            {
                yield return kept;
            }
        }
    }
}

/// <summary>One line kept as bytes, with the ranges of the fields found in it.</summary>
internal sealed class KeptLine
{
    private byte[] _bytes = [];
    private int _length;
    private Range[] _ranges = [];

    internal long Offset { get; private set; }

    internal long Number { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal ReadOnlySpan<Range> Ranges => _ranges;

    internal void Take(ReadOnlySpan<byte> line, long offset, long number, ReadOnlySpan<Range> ranges)
    {
        if (_bytes.Length < line.Length)
        {
            _bytes = new byte[Math.Min(NewestLines.LineLimit, line.Length + 64)];
        }
        line.CopyTo(_bytes);
        _length = line.Length;
        if (_ranges.Length != ranges.Length)
        {
            _ranges = new Range[ranges.Length];
        }
        ranges.CopyTo(_ranges);
        Offset = offset;
        Number = number;
    }

    /// <summary>Where to look again.</summary>
    internal string Source(string log) => Number > 0 ? $"{log}:{Number}" : $"{log}@{Offset}";
}
