namespace Gatemedic.Host;

/// <summary>Turns the start ticks of /proc/PID/stat into times of day.</summary>
/// <remarks>
/// btime of /proc/stat is cut to whole seconds, which would make a worker look older than the file it has just loaded;
/// the two clocks read side by side are exact to the tick, unless another process ran between them: of some readings the closest counts.
/// </remarks>
internal sealed record BootClock(DateTimeOffset BootedAt)
{
    /// <summary>USER_HZ: 100 on every Linux that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    private const int Readings = 5;

    /// <summary>The clock of this host now.</summary>
    public static BootClock Read() => Read(Libc.ClockBoottime);

    /// <summary>The same by the clock that systemd and the kernel's log count with, which stands still while the machine sleeps.</summary>
    public static BootClock ReadMonotonic() => Read(Libc.ClockMonotonic);

    private static BootClock Read(int counted)
    {
        var (booted, _) = Enumerable.Range(0, Readings).Select(_ => ReadOnce(counted)).MinBy(reading => reading.Apart);
        return new BootClock(DateTimeOffset.UnixEpoch.AddTicks(booted / 100).ToLocalTime());
    }

    /// <summary>The time of booting, and how long the reading took; both in nanoseconds.</summary>
    private static (long Booted, long Apart) ReadOnce(int counted)
    {
        var before = Nanoseconds(counted);
        var now = Nanoseconds(Libc.ClockRealtime);
        var after = Nanoseconds(counted);
        return (now - after, after - before);
    }

    private static unsafe long Nanoseconds(int clock)
    {
        long* time = stackalloc long[2];
        _ = Libc.GetClock(clock, time);
        return (time[0] * 1_000_000_000) + time[1];
    }

    /// <summary>When a process with these start ticks began.</summary>
    public DateTimeOffset At(long ticks) => BootedAt.AddTicks(Math.Clamp(ticks, 0, TicksPerSecond * 3_000_000_000) * (TimeSpan.TicksPerSecond / TicksPerSecond));

    /// <summary>The time so many microseconds after the clock's zero; a number that no clock shows gives one far ahead.</summary>
    public DateTimeOffset After(long microseconds) => BootedAt.AddTicks(Math.Clamp(microseconds, 0, 30_000_000_000_000_000) * TimeSpan.TicksPerMicrosecond);
}
