using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic;

/// <summary>Series over the hour that the sample reports tell of, the same each time.</summary>
internal static class SampleTimes
{
    /// <summary>The hour's start.</summary>
    public static DateTimeOffset From { get; } = new(2026, 7, 14, 11, 40, 0, TimeSpan.Zero);

    /// <summary>The hour's end, when the report is made.</summary>
    public static DateTimeOffset To { get; } = From.AddMinutes(60);

    /// <summary>So many minutes after the start.</summary>
    public static DateTimeOffset At(double minute) => From.AddMinutes(minute);

    /// <summary>Shares a count out over steps of 30 s by a shape over the minutes 0 to 60.</summary>
    public static TimeSeries Series(long count, Func<double, double> shape)
    {
        var weights = Enumerable.Range(0, 120).Select(i => Math.Max(0, shape(i / 2.0)) * (0.7 + (0.6 * Noise(i)))).ToArray();
        var all = weights.Sum();
        var (sum, told) = (0.0, 0L);
        return new TimeSeries(TimeSpan.FromSeconds(30), From, [.. weights.Select(w =>
        {
            sum += w;
            var now = (long)Math.Round(count * sum / all) - told;
            told += now;
            return now;
        })]);
    }

    /// <summary>A rise within a minute and a slow fall.</summary>
    public static Func<double, double> Burst(double start, double length) => minute =>
        minute < start || minute > start + (3 * length) ? 0 : Math.Min(1, (minute - start + 0.3) * 2) * Math.Exp(-(minute - start) / length);

    /// <summary>The same all the time between two minutes.</summary>
    public static Func<double, double> Steady(double start, double end) => minute => minute >= start && minute < end ? 1 : 0;

    /// <summary>Two shapes on each other.</summary>
    public static Func<double, double> Both(Func<double, double> a, Func<double, double> b, double weight) => minute => a(minute) + (weight * b(minute));

    /// <summary>Latencies every minute around a median, worse by a factor between two minutes.</summary>
    public static ImmutableArray<LatencyPoint> Latencies(double median, double start, double end, double factor) =>
    [
        .. Enumerable.Range(0, 60).Where(m => m is < 22 or > 24).Select(m =>
        {
            var p50 = median * (0.9 + (0.2 * Noise(m))) * (m >= start && m < end ? factor : 1);
            return new LatencyPoint(At(m), 200 + (m * 3 % 50), p50, p50 * (3 + Noise(m + 7)), p50 * (9 + (4 * Noise(m + 13))));
        }),
    ];

    private static double Noise(int i) => ((i * 2654435761) % 1000 / 1000.0) switch { < 0 and var n => -n, var n => n };
}
