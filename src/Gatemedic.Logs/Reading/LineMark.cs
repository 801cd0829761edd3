namespace Gatemedic.Logs;

/// <summary>Where a line stands, and what is needed to tell it.</summary>
internal struct LineMark
{
    private byte[]? _copy;

    /// <summary>Seconds since 1970.</summary>
    internal long Time;
    internal LogSegment Segment;
    internal LinePlace Place;
    internal int Length;
    internal Range[]? Ranges;

    /// <summary>It is the older one: by time, then by where it stands.</summary>
    internal readonly bool IsBefore(in LineMark other) =>
        Time != other.Time ? Time < other.Time
        : Segment.Order != other.Segment.Order ? Segment.Order < other.Segment.Order : Place.Offset < other.Place.Offset;

    /// <summary>Keeps the bytes, at most <see cref="Length"/> of them.</summary>
    internal void Copy(ReadOnlySpan<byte> line)
    {
        if (_copy is null || _copy.Length < Length)
        {
            _copy = new byte[Math.Min(NewestLines.LineLimit, Length + 64)];
        }
        line[..Length].CopyTo(_copy);
    }

    /// <summary>The line; null when the log does not have it any more.</summary>
    internal readonly KeptLine? Read()
    {
        string source = Segment.FirstLine > 0 && Place.Number > 0 ? $"{Segment.Name}:{Segment.FirstLine + Place.Number - 1}" : $"{Segment.Name}@{Place.Offset}";
        if (_copy is not null)
        {
            return new KeptLine(_copy.AsMemory(0, Length), Ranges ?? [], source, Time);
        }
        var bytes = new byte[Length];
        try
        {
            for (int got, have = 0; have < Length; have += got)
            {
                got = Segment.Again!.Read(Place.Offset + have, bytes.AsSpan(have));
                if (got == 0)
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        return new KeptLine(bytes, Ranges ?? [], source, Time);
    }
}

/// <summary>Where a line stands.</summary>
/// <param name="Offset">Bytes from the log's start.</param>
/// <param name="Number">From 1; 0 where lines are not counted.</param>
internal readonly record struct LinePlace(long Offset, long Number);

/// <summary>One line as it was kept, with the ranges of the fields found in it.</summary>
/// <param name="Memory">Its bytes.</param>
/// <param name="Fields">The ranges.</param>
/// <param name="Source">Where to look again.</param>
/// <param name="Time">Seconds since 1970.</param>
internal sealed record KeptLine(ReadOnlyMemory<byte> Memory, Range[] Fields, string Source, long Time)
{
    internal ReadOnlySpan<byte> Bytes => Memory.Span;

    internal ReadOnlySpan<Range> Ranges => Fields;
}
