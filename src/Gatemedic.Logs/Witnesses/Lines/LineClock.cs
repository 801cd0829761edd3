namespace Gatemedic.Logs;

/// <summary>Brings the times of one log to one clock: supplies the zone, and the year where none is written.</summary>
internal sealed class LineClock(TimeZoneInfo zone, DateTimeOffset? written)
{
    // A machine's clock may be a little ahead of the file system's.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>The time; null when the parts are no time, or when the year can not be known.</summary>
    internal DateTimeOffset? Time(in WrittenTime parts)
    {
        if (parts.Epoch is { } epoch)
        {
            return epoch;
        }
        return parts.Year > 0 ? At(parts.Year, parts) : Yearless(parts);
    }

    // The newest year in which it is not later than the file's last writing; four years back there was a 29th of February.
    private DateTimeOffset? Yearless(in WrittenTime parts)
    {
        if (written is not { } last)
        {
            return null;
        }
        int newest = Math.Min(last.Year + 1, 9998);
        for (int year = newest; year > Math.Max(newest - 9, 1970); year--)
        {
            if (At(year, parts) is { } time && time - last <= Slack)
            {
                return time;
            }
        }
        return null;
    }

    private DateTimeOffset? At(int year, in WrittenTime parts)
    {
        if (year is < 1970 or > 9998 || parts.Month is < 1 or > 12 || parts.Day < 1 || parts.Day > DateTime.DaysInMonth(year, parts.Month)
            || parts.Hour > 23 || parts.Minute > 59 || parts.Second > 60)
        {
            return null;
        }
        var local = new DateTime(year, parts.Month, parts.Day, parts.Hour, parts.Minute, Math.Min(parts.Second, 59)).AddTicks(parts.Ticks);
        return new DateTimeOffset(local, parts.Offset ?? zone.GetUtcOffset(local));
    }
}

/// <summary>A time as a line writes it.</summary>
internal struct WrittenTime
{
    internal int Year;
    internal int Month;
    internal int Day;
    internal int Hour;
    internal int Minute;
    internal int Second;

    /// <summary>Fraction of the second.</summary>
    internal long Ticks;

    /// <summary>The zone, where one is written.</summary>
    internal TimeSpan? Offset;

    /// <summary>Written as seconds since 1970.</summary>
    internal DateTimeOffset? Epoch;

    /// <summary>No zone had to be supplied.</summary>
    internal readonly bool IsSure => Offset is not null || Epoch is not null;

    /// <summary>There is one.</summary>
    internal readonly bool IsSet => Month > 0 || Epoch is not null;
}
