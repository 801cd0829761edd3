namespace Gatemedic.Host;

/// <summary>Turns the start ticks of /proc/PID/stat into times of day.</summary>
/// <remarks>
/// btime of /proc/stat is cut to whole seconds, which would make a worker look older than the file it has just loaded;
/// the two clocks read side by side are exact to the tick.
/// </remarks>
internal sealed record BootClock(DateTimeOffset BootedAt)
{
    /// <summary>USER_HZ: 100 on every Linux that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    /// <summary>The clock of this host now.</summary>
    public static unsafe BootClock Read()
    {
        long* real = stackalloc long[2];
        long* boot = stackalloc long[2];
        _ = Libc.GetClock(Libc.ClockRealtime, real);
        _ = Libc.GetClock(Libc.ClockBoottime, boot);
        var nanoseconds = ((real[0] - boot[0]) * 1_000_000_000) + real[1] - boot[1];
        return new BootClock(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100).ToLocalTime());
    }

    /// <summary>When a process with these start ticks began.</summary>
    public DateTimeOffset At(long ticks) => BootedAt.AddTicks(Math.Clamp(ticks, 0, TicksPerSecond * 3_000_000_000) * (TimeSpan.TicksPerSecond / TicksPerSecond));
}
