namespace Gatemedic.Logs;

/// <summary>Finds the zone of an error log, whose times are written without one: its last line was written when the file was.</summary>
public static class LogZone
{
    // nginx writes an error line at once, with the time of the current turn of its event loop.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    // Nepal and the Chatham Islands are a quarter off.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    /// <summary>The zone; the usual one where it fits too, and where nothing can be told, as of a copy.</summary>
    /// <param name="tail">The last bytes of the log.</param>
    /// <param name="written">When the file was last written.</param>
    /// <param name="usual">The zone to be expected.</param>
    public static TimeZoneInfo OfErrors(ReadOnlySpan<byte> tail, DateTimeOffset written, TimeZoneInfo usual)
    {
        if (LogTimes.Last(tail, LogDialect.NginxError, null, TimeZoneInfo.Utc) is not { } wall)
        {
            return usual;
        }
        var ahead = wall - written;
        var offset = TimeSpan.FromTicks((long)Math.Round((double)ahead.Ticks / Step.Ticks) * Step.Ticks);
        bool isTold = (ahead - offset).Duration() <= Tolerance && offset.Duration() <= Farthest;
        return !isTold || offset == usual.GetUtcOffset(written)
            ? usual
            : TimeZoneInfo.CreateCustomTimeZone($"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}", offset, null, null);
    }
}
