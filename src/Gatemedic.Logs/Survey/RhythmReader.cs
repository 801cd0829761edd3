namespace Gatemedic.Logs;

/// <summary>Tells whether events came in bursts or steadily.</summary>
internal static class RhythmReader
{
    // A bucket belongs to a burst when it holds this many times its fair share of the whole time.
    private const double Thick = 3;

    // Bursts are what is told when they hold most of the events.
    private const double Most = 0.6;

    private const int MostTold = 5;

    /// <summary>Judges the series against the whole time that the logs cover.</summary>
    internal static Rhythm Read(TimeSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        long total = series.Counts.Sum();
        if (total <= 1)
        {
            return new Rhythm("once", []);
        }
        var span = Max(to, series.Start + series.Step * series.Counts.Length) - Min(from, series.Start);
        double fair = total / Math.Max(1, span / series.Step);
        var bursts = Bursts(series, Math.Max(fair * Thick, 1)).OrderByDescending(b => b.Count).ToArray();
        return bursts.Sum(b => b.Count) < total * Most
            ? new Rhythm("steady", [])
            : new Rhythm(bursts.Length == 1 ? "burst" : "bursts", [.. bursts.Take(MostTold)]);
    }

    // Runs of thick buckets; one thin bucket between two does not part them.
    private static IEnumerable<Burst> Bursts(TimeSeries series, double threshold)
    {
        int start = -1, last = -1;
        for (int i = 0; i <= series.Counts.Length; i++)
        {
            bool thick = i < series.Counts.Length && series.Counts[i] >= threshold;
            if (thick)
            {
                start = start < 0 ? i : start;
                last = i;
            }
            else if (start >= 0 && (i - last > 1 || i == series.Counts.Length))
            {
                yield return Between(series, start, last);
                start = -1;
            }
        }
    }

    private static Burst Between(TimeSeries series, int start, int last) => new(
        series.Start + series.Step * start,
        series.Start + series.Step * (last + 1),
        series.Counts.AsSpan(start, last + 1 - start).ToArray().Sum());

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
