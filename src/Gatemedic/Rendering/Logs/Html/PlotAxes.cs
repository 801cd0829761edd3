namespace Gatemedic.Rendering;

/// <summary>Draws the axes of a plot: lines with their values, a time axis. Positions across are percents, so that a plot is as wide as the page.</summary>
internal sealed class PlotAxes(HtmlWriter html, TimeGrid grid, LogClock clock)
{
    /// <summary>Above the plot, for the marks of bursts.</summary>
    public const int Top = 14;

    private const int Below = 24;
    private const double Edge = 5;

    /// <summary>Height of the whole drawing.</summary>
    public static int Whole(int height) => Top + height + Below;

    /// <summary>Lines across at heights from 0 to 1, with what they stand for.</summary>
    public void Rules(int height, IEnumerable<(double At, string Label)> rules)
    {
        foreach (var (at, label) in rules)
        {
            var y = Top + ((1 - at) * height);
            html.Write($"<line class=\"{(at == 0 ? "base" : "rule")}\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        }
    }

    /// <summary>The values of the lines, left of the plot in the margin that the style leaves there.</summary>
    public void Labels(int height, IEnumerable<(double At, string Label)> rules)
    {
        foreach (var (at, label) in rules)
        {
            html.Write($"<text x=\"-6\" y=\"{Top + ((1 - at) * height) + 4}\" text-anchor=\"end\">{label}</text>");
        }
    }

    /// <summary>Marks of time below; every other one gives way on a phone.</summary>
    public void Times(int height, int most)
    {
        var number = 0;
        foreach (var tick in TimeTick.Over(grid, clock, most))
        {
            var x = 100 * tick.Column / grid.Columns;
            var anchor = x < Edge ? "start" : x > 100 - Edge ? "end" : "middle";
            var odd = number++ % 2 == 1 ? "odd" : "even";
            html.Write($"<line class=\"base\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{Top + height}\" y2=\"{Top + height + 5}\"/>");
            html.Write($"<text class=\"{odd}\" x=\"{x}%\" y=\"{Top + height + 19}\" text-anchor=\"{anchor}\">{tick.Label}</text>");
        }
    }

    /// <summary>Round values from 0 to a round one above the peak.</summary>
    public static (double Top, List<(double At, string Label)> Rules) Linear(double peak)
    {
        var rough = Math.Max(peak, 1e-9) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var count = (int)Math.Ceiling(peak / step);
        return (count * step, [.. Enumerable.Range(0, count + 1).Select(i => ((double)i / count, RateUnit.Number(i * step)))]);
    }
}
