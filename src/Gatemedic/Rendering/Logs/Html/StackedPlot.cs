using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Plots how often things happened as columns stacked by series, with a legend, the values for the script, and the same as a table.</summary>
internal sealed class StackedPlot(HtmlWriter html, LogClock clock)
{
    /// <summary>Columns at most.</summary>
    public const int MostColumns = 120;

    private const int Height = 200;
    private const int MostTicks = 8;

    /// <summary>Draws it.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What is plotted.</param>
    /// <param name="grid">Over what time.</param>
    /// <param name="series">Each with the number of its colour.</param>
    /// <param name="bursts">To mark on top.</param>
    public void Draw(string id, string title, TimeGrid grid, ImmutableArray<(FailureSeries Series, int Color)> series, IReadOnlyList<Burst> bursts)
    {
        var unit = RateUnit.For(grid.Step);
        var columns = series.Select(s => grid.Spread(s.Series.Times).Select(c => c / unit.Divisor).ToArray()).ToArray();
        var (top, rules) = PlotAxes.Linear(Enumerable.Range(0, grid.Columns).Max(c => columns.Sum(s => s[c])));
        html.Write($"<figure data-plot=\"stack\" id=\"{id}\"><figcaption><h3>{title}</h3><span class=\"quiet small\">failures {unit.Long}, {RateUnit.Step(grid.Step)} a column, {clock.Day(grid.Start)}, {clock.Zone(grid.Start)}{(bursts.Count > 0 ? "; bursts are marked on top" : "")}</span></figcaption>");
        Legend(series);
        var axes = new PlotAxes(html, grid, clock);
        html.Write($"<div class=\"canvas\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" height=\"{PlotAxes.Whole(Height)}\" data-top=\"{top}\" data-from=\"{PlotAxes.Top}\" data-height=\"{Height}\" data-times=\"");
        Joined(Enumerable.Range(0, grid.Columns), c => clock.Time(grid.At(c)));
        html.Write($"\" data-places=\"");
        Joined(Enumerable.Range(0, grid.Columns), c => Text(1000 * (c + 0.5) / grid.Columns));
        html.Write($"\"><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{Description(series, grid)}</desc>");
        axes.Rules(Height, rules);
        html.Write($"<svg x=\"0\" y=\"{PlotAxes.Top}\" width=\"100%\" height=\"{Height}\" viewBox=\"0 0 {grid.Columns} 1000\" preserveAspectRatio=\"none\">");
        var floor = new double[grid.Columns];
        for (var i = 0; i < series.Length; i++)
        {
            Area(series[i], columns[i], floor, top);
        }

        html.Write($"</svg>");
        Bursts(grid, bursts);
        axes.Labels(Height, rules);
        axes.Times(Height, MostTicks);
        html.Write($"</svg></div>");
        Table(title, grid, series, columns);
        html.Write($"</figure>\n");
    }

    private void Legend(ImmutableArray<(FailureSeries Series, int Color)> series)
    {
        html.Write($"<ul class=\"legend\">");
        foreach (var (one, color) in series)
        {
            html.Write($"<li><button type=\"button\" aria-pressed=\"true\"><i class=\"swatch c{color}\"></i>{one.Label} <b>{Figures.Count(one.Total)}</b></button></li>");
        }

        html.Write($"</ul>");
    }

    private void Area((FailureSeries Series, int Color) series, double[] values, double[] floor, double top)
    {
        html.Write($"<path class=\"area c{series.Color}\" data-series=\"{series.Series.Label}\" data-color=\"c{series.Color}\" data-values=\"");
        Joined(values, Text);
        html.Write($"\" data-told=\"");
        Joined(values, RateUnit.Number);
        html.Write($"\" d=\"");
        for (var c = 0; c < values.Length; c++)
        {
            if (values[c] > 0)
            {
                var from = 1000 - (1000 * floor[c] / top);
                floor[c] += values[c];
                html.Write($"M{c + 0.06} {from}V{1000 - (1000 * floor[c] / top)}H{c + 0.94}V{from}Z");
            }
        }

        html.Write($"\"/>");
    }

    private void Bursts(TimeGrid grid, IReadOnlyList<Burst> bursts)
    {
        foreach (var burst in bursts)
        {
            var (from, to) = (Math.Clamp(grid.ColumnOf(burst.From), 0, grid.Columns), Math.Clamp(grid.ColumnOf(burst.To), 0, grid.Columns));
            html.Write($"<rect class=\"burst\" x=\"{100 * from / grid.Columns}%\" width=\"{Math.Max(0.3, 100 * (to - from) / grid.Columns)}%\" y=\"2\" height=\"4\"><title>burst of {Figures.Count(burst.Count)}, {clock.Range(burst.From, burst.To)}</title></rect>");
        }
    }

    private void Table(string title, TimeGrid grid, ImmutableArray<(FailureSeries Series, int Color)> series, double[][] columns)
    {
        html.Write($"<details><summary>The same as a table</summary><div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"{title} as a table\"><table><thead><tr><th scope=\"col\">from</th>");
        foreach (var (one, _) in series)
        {
            html.Write($"<th scope=\"col\" class=\"n\">{one.Label}</th>");
        }

        html.Write($"</tr></thead><tbody>");
        for (var c = 0; c < grid.Columns; c++)
        {
            if (columns.Any(s => s[c] > 0))
            {
                html.Write($"<tr><th scope=\"row\">{clock.Time(grid.At(c))}</th>");
                foreach (var values in columns)
                {
                    html.Write($"<td class=\"n\">{RateUnit.Number(values[c])}</td>");
                }

                html.Write($"</tr>");
            }
        }

        html.Write($"</tbody></table></div></details>");
    }

    private static string Description(ImmutableArray<(FailureSeries Series, int Color)> series, TimeGrid grid) =>
        $"Stacked columns over {Figures.Span(grid.End - grid.Start)}: " + string.Join(", ", series.Select(s => $"{s.Series.Label} {Figures.Count(s.Series.Total)}"));

    private void Joined<T>(IEnumerable<T> items, Func<T, string> text)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            html.Write($"{(isFirst ? "" : "|")}{text(item)}");
            isFirst = false;
        }
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
