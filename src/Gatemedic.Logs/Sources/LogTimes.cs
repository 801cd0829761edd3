namespace Gatemedic.Logs;

/// <summary>When a log begins, by which rotated sets are put in order, and when it ends.</summary>
public static class LogTimes
{
    /// <summary>The time of the first line that has one; null when none has, and for lines whose time depends on their program.</summary>
    /// <param name="head">The first bytes of the log.</param>
    /// <param name="dialect">What wrote it.</param>
    /// <param name="format">Of an access log.</param>
    /// <param name="zone">Zone of times without one.</param>
    public static DateTimeOffset? First(ReadOnlySpan<byte> head, LogDialect dialect, AccessFormat? format, TimeZoneInfo zone)
    {
        if (TimeOf(dialect, format, zone) is not { } timeOf)
        {
            return null;
        }
        while (!head.IsEmpty)
        {
            int end = head.IndexOf((byte)'\n');
            if (timeOf(end < 0 ? head : head[..end], out var time))
            {
                return time;
            }
            head = end < 0 ? [] : head[(end + 1)..];
        }
        return null;
    }

    /// <summary>The time of the last line that has one, as <see cref="First"/>.</summary>
    public static DateTimeOffset? Last(ReadOnlySpan<byte> tail, LogDialect dialect, AccessFormat? format, TimeZoneInfo zone)
    {
        if (TimeOf(dialect, format, zone) is not { } timeOf)
        {
            return null;
        }
        while (!tail.IsEmpty)
        {
            int start = tail[..^1].LastIndexOf((byte)'\n') + 1;
            if (timeOf(tail[start..], out var time))
            {
                return time;
            }
            tail = tail[..start];
        }
        return null;
    }

    /// <summary>Reads the time of one line; null for lines whose time depends on their program.</summary>
    internal static LineTime? TimeOf(LogDialect dialect, AccessFormat? format, TimeZoneInfo zone)
    {
        return dialect switch
        {
            LogDialect.NginxError => new ErrorRecordReader(zone).TimeOf,
            LogDialect.NginxAccess when format is { HasTime: true } => new AccessLogReader(format, new LogReading { Name = "", Zone = zone }).TimeOf,
            _ => null,
        };
    }
}
