namespace Gatemedic.Logs;

/// <summary>Keeps the newest few lines of a group as bytes, in slots that are used again: nothing is decoded until the reading is over.</summary>
internal sealed class NewestLines(int capacity)
{
    /// <summary>Bytes kept of a line.</summary>
    internal const int LineLimit = 2048;

    private KeptLine[] _slots = new KeptLine[capacity];
    private int _next;
    private long _newest = long.MinValue;

    /// <summary>Takes the place of the oldest; a line older than what fills all places is passed over.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="lines">Where it stands.</param>
    /// <param name="segment">The stretch that it stands in.</param>
    /// <param name="ranges">Its fields.</param>
    internal void Keep(ReadOnlySpan<byte> line, long time, LineScanner lines, LogSegment segment, ReadOnlySpan<Range> ranges)
    {
        ref var slot = ref _slots[_next];
        if (slot is not null && time < _newest)
        {
            return;
        }
        _newest = Math.Max(_newest, time);
        _next = _next + 1 == _slots.Length ? 0 : _next + 1;
        slot ??= new KeptLine();
        slot.Take(line[..Math.Min(line.Length, LineLimit)], time, lines, segment, ranges);
    }

    /// <summary>Keeps the newest of both.</summary>
    internal void Add(NewestLines other)
    {
        KeptLine[] newest = [.. Kept().Concat(other.Kept())
            .OrderByDescending(k => k.Time).ThenByDescending(k => k.Segment.Order).ThenByDescending(k => k.Offset).Take(_slots.Length).Reverse()];
        _slots = new KeptLine[_slots.Length];
        newest.CopyTo(_slots, 0);
        _next = newest.Length % _slots.Length;
        _newest = Math.Max(_newest, other._newest);
    }

    /// <summary>Newest first.</summary>
    internal IEnumerable<KeptLine> NewestFirst() => Kept().Reverse();

    // In the order of their coming.
    private IEnumerable<KeptLine> Kept() => _slots[_next..].Concat(_slots[.._next]).Where(k => k is not null);
}

/// <summary>One line kept as bytes, with the ranges of the fields found in it.</summary>
internal sealed class KeptLine
{
    private byte[] _bytes = [];
    private int _length;
    private Range[] _ranges = [];

    /// <summary>Seconds since 1970.</summary>
    internal long Time { get; private set; }

    internal LogSegment Segment { get; private set; } = null!;

    internal long Offset { get; private set; }

    internal long Number { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal ReadOnlySpan<Range> Ranges => _ranges;

    /// <summary>Where to look again.</summary>
    internal string Source => Segment.FirstLine > 0 && Number > 0 ? $"{Segment.Name}:{Segment.FirstLine + Number - 1}" : $"{Segment.Name}@{Offset}";

    internal void Take(ReadOnlySpan<byte> line, long time, LineScanner lines, LogSegment segment, ReadOnlySpan<Range> ranges)
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
        (Time, Segment, Offset, Number) = (time, segment, lines.Offset, lines.Number);
    }
}
