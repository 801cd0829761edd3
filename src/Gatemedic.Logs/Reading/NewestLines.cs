namespace Gatemedic.Logs;

/// <summary>
/// Remembers where the newest few lines of a group stand; they are read again when they are told. Where a log cannot be read again their bytes
/// are kept, in places that are used again.
/// </summary>
internal sealed class NewestLines(int capacity)
{
    /// <summary>Bytes kept of a line.</summary>
    internal const int LineLimit = 2048;

    private LineMark[] _marks = new LineMark[capacity];
    private int _count;
    private int _next;
    private long _newest = long.MinValue;

    /// <summary>Takes the place of the oldest; a line older than what fills all places is passed over.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="segment">The stretch that it stands in.</param>
    /// <param name="ranges">Its fields.</param>
    internal void Keep(ReadOnlySpan<byte> line, long time, LinePlace place, LogSegment segment, ReadOnlySpan<Range> ranges)
    {
        if (time < _newest && _count == _marks.Length)
        {
            return;
        }
        _newest = Math.Max(_newest, time);
        ref var mark = ref _marks[_next];
        _next = _next + 1 == _marks.Length ? 0 : _next + 1;
        _count += _count == _marks.Length ? 0 : 1;
        mark.Time = time;
        mark.Segment = segment;
        mark.Place = place;
        mark.Length = Math.Min(line.Length, LineLimit);
        if (segment.Again is null)
        {
            mark.Copy(line);
        }
        if (ranges.Length > 0)
        {
            mark.Ranges ??= new Range[ranges.Length];
            ranges.CopyTo(mark.Ranges);
        }
    }

    /// <summary>Keeps the newest of both.</summary>
    internal void Add(NewestLines other)
    {
        var all = new LineMark[_count + other._count];
        CopyTo(all);
        other.CopyTo(all.AsSpan(_count));
        Sort(all);
        int kept = Math.Min(all.Length, _marks.Length);
        _marks = new LineMark[_marks.Length];
        all.AsSpan(all.Length - kept).CopyTo(_marks);
        (_count, _next) = (kept, kept % _marks.Length);
        _newest = Math.Max(_newest, other._newest);
    }

    /// <summary>Newest first; a line that is no longer there is left out.</summary>
    internal IEnumerable<KeptLine> NewestFirst()
    {
        for (int back = 1; back <= _count; back++)
        {
            if (_marks[(_next - back + _marks.Length) % _marks.Length].Read() is { } line)
            {
                yield return line;
            }
        }
    }

    // In the order of their coming.
    private void CopyTo(Span<LineMark> marks)
    {
        int oldest = _count < _marks.Length ? 0 : _next;
        for (int i = 0; i < _count; i++)
        {
            marks[i] = _marks[(oldest + i) % _marks.Length];
        }
    }

    // Oldest first. Of so few, putting each in its place is soonest done.
    private static void Sort(LineMark[] marks)
    {
        for (int i = 1; i < marks.Length; i++)
        {
            var mark = marks[i];
            int at = i;
            for (; at > 0 && mark.IsBefore(marks[at - 1]); at--)
            {
                marks[at] = marks[at - 1];
            }
            marks[at] = mark;
        }
    }
}
