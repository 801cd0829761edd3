using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Equal steps of time in which several series are drawn together.</summary>
/// <param name="Start">Where the first column starts.</param>
/// <param name="Step">Length of a column.</param>
/// <param name="Columns">How many.</param>
internal sealed record TimeGrid(DateTimeOffset Start, TimeSpan Step, int Columns)
{
    /// <summary>Steps that a person can name, in seconds.</summary>
    private static readonly double[] Steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000,
    ];

    /// <summary>Where the last column ends.</summary>
    public DateTimeOffset End => At(Columns);

    /// <summary>The finest grid of at most so many columns that is no finer than the series themselves.</summary>
    /// <param name="from">In the first column.</param>
    /// <param name="to">In the last column.</param>
    /// <param name="finest">Step of the coarsest series.</param>
    /// <param name="most">Columns at most, 2 or more.</param>
    public static TimeGrid Over(DateTimeOffset from, DateTimeOffset to, TimeSpan finest, int most)
    {
        var span = Math.Max(1, (to - from).TotalSeconds);
        // One column is kept back: the first step starts before "from".
        var least = Math.Max(finest.TotalSeconds, span / (most - 1));
        var seconds = NiceAbove(least);
        var step = TimeSpan.FromSeconds(seconds);
        var start = from.UtcTicks - (from.UtcTicks % step.Ticks);
        var columns = Math.Clamp((int)(((to.UtcTicks - start) / step.Ticks) + 1), 1, most);
        return new TimeGrid(new DateTimeOffset(start, TimeSpan.Zero), step, columns);
    }

    /// <summary>The smallest step that can be named and is no smaller.</summary>
    public static double NiceAbove(double seconds)
    {
        foreach (var step in Steps)
        {
            if (step >= seconds)
            {
                return step;
            }
        }

        return Math.Ceiling(seconds / Steps[^1]) * Steps[^1];
    }

    /// <summary>Where a column starts.</summary>
    public DateTimeOffset At(double column) => new(
        (long)Math.Clamp(Start.UtcTicks + (column * Step.Ticks), DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks - TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>Which column a time lies in, with its fraction; outside of 0 to <see cref="Columns"/> when the grid does not have it.</summary>
    public double ColumnOf(DateTimeOffset time) => (double)(time.UtcTicks - Start.UtcTicks) / Step.Ticks;

    /// <summary>Counts by column. A bucket that lies across columns is shared out by its time.</summary>
    public double[] Spread(IEnumerable<TimeSeries> many)
    {
        var columns = new double[Columns];
        foreach (var series in many.Where(s => s.Step > TimeSpan.Zero))
        {
            var (start, width) = (ColumnOf(series.Start), (double)series.Step.Ticks / Step.Ticks);
            for (var i = 0; i < series.Counts.Length; i++)
            {
                if (series.Counts[i] > 0)
                {
                    Add(columns, start + (i * width), width, series.Counts[i]);
                }
            }
        }

        return columns;
    }

    private static void Add(double[] columns, double from, double width, long count)
    {
        var to = from + width;
        for (var column = (int)Math.Clamp(Math.Floor(from), 0, columns.Length); column < columns.Length && column < to; column++)
        {
            columns[column] += count * Math.Max(0, Math.Min(to, column + 1) - Math.Max(from, column)) / width;
        }
    }
}
