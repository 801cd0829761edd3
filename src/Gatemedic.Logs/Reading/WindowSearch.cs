namespace Gatemedic.Logs;

/// <summary>Finds which part of a nearly sorted log falls into a window of time, by looking at a few blocks of it.</summary>
internal sealed class WindowSearch(ILogBytes bytes, LineTime timeOf, SearchBounds bounds)
{
    /// <summary>Lines are counted from the start only in logs up to this size: it costs a few milliseconds.</summary>
    internal const long Countable = 32 << 20;

    // Workers write one log side by side and buffered access logs are written late, so lines are only nearly sorted:
    // the search aims a little outside of the window, and each line is checked again when it is read.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    // A step looks at several lines, so that one stray line does not end the search.
    private const int LinesLookedAt = 8;

    private readonly byte[] _buffer = new byte[bounds.Block];

    /// <summary>The part to read; all of what can only be read from front to back.</summary>
    internal static LogRange Find(ILogBytes bytes, LogWindow window, LineTime timeOf, SearchBounds bounds) =>
        new WindowSearch(bytes, timeOf, bounds).Find(window);

    internal static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";

    private LogRange Find(LogWindow window)
    {
        if (bytes.Length is not { } length)
        {
            return new LogRange(0, bounds.Most, 1, null);
        }
        long floor = Math.Max(0, length - Math.Max(0, bounds.Most));
        long start = window.Since is { } since ? Newest(floor, length, Earlier(since)) : floor;
        string? cut = start == floor && floor > 0 && !(window.Since is { } wanted && IsOlder(floor, length, wanted))
            ? $"only the newest {Size(length - floor)} were read, older lines were not looked at"
            : null;
        long aligned = start == 0 ? 0 : NextLine(start, length);
        long end = window.Until is { } until ? Oldest(aligned, length, Later(until)) : length;
        long line = length <= Countable ? 1 + LineFeedsBefore(aligned) : 0;
        return new LogRange(aligned, end, line, cut);
    }

    // The newest point at or after `floor` from which everything not older than `since` is still ahead. Looks from the end in growing
    // steps: most often the last minutes of a large log are wanted.
    private long Newest(long floor, long end, DateTimeOffset since)
    {
        long known = end;
        for (long step = bounds.Block; ; step *= 2)
        {
            long at = Math.Max(floor, end - step);
            if (IsOlder(at, known, since))
            {
                return Narrow(at, known, (middle, limit) => IsOlder(middle, limit, since)).Below;
            }
            if (at == floor)
            {
                return floor;
            }
            known = at;
        }
    }

    // The end of the oldest part behind which nothing older than `until` stands.
    private long Oldest(long start, long end, DateTimeOffset until)
    {
        if (start >= end || IsNewer(start, end, until))
        {
            return start;
        }
        long above = Narrow(start, end, (middle, limit) => !IsNewer(middle, limit, until)).Above;
        return above == end ? end : NextLine(above, end);
    }

    // Halves the distance between a point of which `isBelow` holds and one of which it does not until one block lies between them.
    private (long Below, long Above) Narrow(long below, long above, Func<long, long, bool> isBelow)
    {
        while (above - below > bounds.Block)
        {
            long middle = below + (above - below) / 2;
            (below, above) = isBelow(middle, above) ? (middle, above) : (below, middle);
        }
        return (below, above);
    }

    // Where no time is found both answers are no: that errs towards reading more.
    private bool IsOlder(long at, long limit, DateTimeOffset since) => Look(at, limit, since) is { Older: > 0, Newer: 0 };

    private bool IsNewer(long at, long limit, DateTimeOffset until) => Look(at, limit, until) is { Older: 0, Newer: > 0 };

    // How many of the first lines with a time that start after `at` are older than the moment, and how many are not.
    private (int Older, int Newer) Look(long at, long limit, DateTimeOffset moment)
    {
        if (bounds.Stop.IsCancellationRequested)
        {
            return default;
        }
        int got = ReadAt(at, limit);
        var rest = _buffer.AsSpan(0, got);
        if (at > 0)
        {
            int first = rest.IndexOf((byte)'\n');
            rest = first < 0 ? [] : rest[(first + 1)..];
        }
        int older = 0, newer = 0;
        while (older + newer < LinesLookedAt && rest.Length > 0)
        {
            int end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (timeOf(line, out var time))
            {
                older += time < moment ? 1 : 0;
                newer += time < moment ? 0 : 1;
            }
        }
        return (older, newer);
    }

    private long NextLine(long at, long end)
    {
        // One byte earlier, so that a start that already is a line's start stays where it is.
        for (at--; at < end;)
        {
            int got = ReadAt(at, end);
            int feed = _buffer.AsSpan(0, got).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return at + feed + 1;
            }
            if (got == 0 || bounds.Stop.IsCancellationRequested)
            {
                break;
            }
            at += got;
        }
        return end;
    }

    private long LineFeedsBefore(long end)
    {
        long count = 0;
        for (long at = 0; at < end;)
        {
            int got = ReadAt(at, end);
            if (got == 0)
            {
                break;
            }
            count += _buffer.AsSpan(0, got).Count((byte)'\n');
            at += got;
        }
        return count;
    }

    private int ReadAt(long at, long limit)
    {
        int wanted = (int)Math.Clamp(limit - at, 0, _buffer.Length), filled = 0;
        for (int got = 1; filled < wanted && got > 0; filled += got)
        {
            got = bytes.Read(at + filled, _buffer.AsSpan(filled, wanted - filled));
        }
        return filled;
    }

    private static DateTimeOffset Earlier(DateTimeOffset since) =>
        since.UtcTicks > Slack.Ticks + DateTime.UnixEpoch.Ticks ? since - Slack : DateTimeOffset.UnixEpoch;

    private static DateTimeOffset Later(DateTimeOffset until) => DateTimeOffset.MaxValue - until > Slack ? until + Slack : until;
}

/// <summary>What a search and the reading after it may cost.</summary>
/// <param name="Stop">Ends the search; what is found then errs towards reading more.</param>
internal sealed record SearchBounds(CancellationToken Stop)
{
    /// <summary>At most so many bytes are read, the newest ones.</summary>
    internal long Most { get; init; } = long.MaxValue;

    /// <summary>Bytes that one step looks at.</summary>
    internal int Block { get; init; } = 64 << 10;
}

/// <summary>Reads the time of one line of a log; false when it has none.</summary>
internal delegate bool LineTime(ReadOnlySpan<byte> line, out DateTimeOffset time);
