namespace Gatemedic.Logs;

/// <summary>Finds where the wanted last part of a log starts, reading backwards from its end in growing steps.</summary>
internal sealed class TailStart(Stream log, LogReading reading, LineTime timeOf, int block)
{
    /// <summary>Lines are counted from the start only in logs up to this size: it costs a few milliseconds.</summary>
    internal const long Countable = 32 << 20;

    // Workers write one log side by side and buffered access logs are written late, so lines are only nearly sorted:
    // the search aims a little earlier than asked, and each line is checked again when it is read.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    // A step looks at several lines and takes the newest time, so that one stray old line does not end the search.
    private const int LinesLookedAt = 8;

    private readonly byte[] _buffer = new byte[block];

    internal LogRange Find()
    {
        if (!log.CanSeek)
        {
            return new LogRange(0, reading.MaxBytes, 1, null);
        }
        long end = log.Length;
        long floor = Math.Max(0, end - Math.Max(0, reading.MaxBytes));
        long start = reading.Since is { } since ? Search(floor, end, Earlier(since)) : floor;
        string? cut = start == floor && floor > 0 && !IsOlder(floor, end, reading.Since)
            ? $"only the newest {Size(end - floor)} were read, older lines were not looked at"
            : null;
        long aligned = start == 0 ? 0 : NextLine(start, end);
        long line = end <= Countable ? 1 + LineFeedsBefore(aligned) : 0;
        log.Position = aligned;
        return new LogRange(aligned, end, line, cut);
    }

    // The newest point at or after `floor` from which everything not older than `since` is still ahead.
    private long Search(long floor, long end, DateTimeOffset since)
    {
        long known = end;
        for (long step = block; ; step *= 2)
        {
            long at = end - step;
            if (at <= floor)
            {
                return IsOlder(floor, known, since) ? Narrow(floor, known, since) : floor;
            }
            if (IsOlder(at, known, since))
            {
                return Narrow(at, known, since);
            }
            known = at;
        }
    }

    // `older` is too early, `newer` is late enough: halves the distance until one block holds the line looked for.
    private long Narrow(long older, long newer, DateTimeOffset since)
    {
        while (newer - older > block)
        {
            long middle = older + (newer - older) / 2;
            if (IsOlder(middle, newer, since))
            {
                older = middle;
            }
            else
            {
                newer = middle;
            }
        }
        return older;
    }

    // True when the first lines with a time after `at` are all older than `since`. Where none is found the answer is no:
    // that errs towards reading more.
    private bool IsOlder(long at, long limit, DateTimeOffset? since)
    {
        if (since is null || reading.Stop.IsCancellationRequested)
        {
            return false;
        }
        int got = ReadAt(at, limit);
        var rest = _buffer.AsSpan(0, got);
        if (at > 0)
        {
            int first = rest.IndexOf((byte)'\n');
            rest = first < 0 ? [] : rest[(first + 1)..];
        }
        int seen = 0;
        while (seen < LinesLookedAt && rest.Length > 0)
        {
            int end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (timeOf(line, out var time))
            {
                if (time >= since)
                {
                    return false;
                }
                seen++;
            }
        }
        return seen > 0;
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
            if (got == 0 || reading.Stop.IsCancellationRequested)
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
        log.Position = at;
        var wanted = _buffer.AsSpan(0, (int)Math.Clamp(limit - at, 0, block));
        return log.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
    }

    private static DateTimeOffset Earlier(DateTimeOffset since) =>
        since.UtcTicks > Slack.Ticks + DateTime.UnixEpoch.Ticks ? since - Slack : DateTimeOffset.UnixEpoch;

    internal static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}

/// <summary>Reads the time of one line of a log; false when it has none.</summary>
internal delegate bool LineTime(ReadOnlySpan<byte> line, out DateTimeOffset time);
