using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Plots p50, p95 and p99 of one peer over time on a logarithmic scale that it shares with its neighbours.</summary>
internal sealed class LatencyPlot(HtmlWriter html, LogClock clock, TimeGrid grid, double least, double most)
{
    private const int Height = 140;
    private const int MostTicks = 4;

    private static readonly (string Name, string Line, int Color, Func<LatencyPoint, double> Value)[] Lines =
    [
        ("p50", "solid", 4, p => p.P50),
        ("p95", "dashed", 1, p => p.P95),
        ("p99", "dotted", 0, p => p.P99),
    ];

    /// <summary>Draws it; the caller says what the line styles mean.</summary>
    public void Draw(string id, PeerPicture peer)
    {
        var points = Fitting(peer.ResponseTimes);
        var name = LogWords.Peer(peer);
        html.Write($"<figure data-plot=\"lines\" id=\"{id}\"><figcaption><h3>{name}</h3></figcaption><ul class=\"legend\">");
        foreach (var (line, style, color, _) in Lines)
        {
            html.Write($"<li><button type=\"button\" aria-pressed=\"true\"><i class=\"stroke {style} c{color}\"></i>{line}</button></li>");
        }

        html.Write($"</ul><div class=\"canvas\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" height=\"{PlotAxes.Whole(Height)}\" data-from=\"{PlotAxes.Top}\" data-height=\"{Height}\" data-times=\"");
        Joined(points, p => clock.Time(p.At));
        html.Write($"\" data-places=\"");
        Joined(points, p => X(p).ToString("0", System.Globalization.CultureInfo.InvariantCulture));
        html.Write($"\"><title id=\"{id}-t\">Response time of {name}</title><desc id=\"{id}-d\">Over all tries: p50 {Figures.Seconds(peer.Response?.P50 ?? 0)}, p95 {Figures.Seconds(peer.Response?.P95 ?? 0)}, p99 {Figures.Seconds(peer.Response?.P99 ?? 0)}. The table of peers has the same figures.</desc>");
        var axes = new PlotAxes(html, grid, clock);
        var rules = Rules().ToList();
        axes.Rules(Height, rules);
        html.Write($"<svg x=\"0\" y=\"{PlotAxes.Top}\" width=\"100%\" height=\"{Height}\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">");
        foreach (var (line, style, color, value) in Lines)
        {
            html.Write($"<path class=\"curve {style} c{color}\" data-series=\"{line}\" data-color=\"c{color}\" data-told=\"");
            Joined(points, p => Figures.Seconds(value(p)));
            html.Write($"\" d=\"");
            Curve(points, value);
            html.Write($"\"/>");
        }

        html.Write($"</svg>");
        axes.Labels(Height, rules);
        axes.Times(Height, MostTicks);
        html.Write($"</svg></div></figure>\n");
    }

    /// <summary>A pen that is lifted where nothing was measured.</summary>
    private void Curve(IReadOnlyList<LatencyPoint> points, Func<LatencyPoint, double> value)
    {
        var usual = Enumerable.Range(1, Math.Max(0, points.Count - 1)).Select(i => X(points[i]) - X(points[i - 1])).Order().ToList();
        var gap = usual.Count > 0 ? 1.6 * usual[usual.Count / 2] : 0;
        for (var i = 0; i < points.Count; i++)
        {
            var y = Math.Round(1000 * (1 - Share(value(points[i]))), 1);
            if (i > 0 && X(points[i]) - X(points[i - 1]) <= gap)
            {
                html.Write($"L{X(points[i])} {y}");
            }
            else
            {
                html.Write($"M{X(points[i])} {y}h.1");
            }
        }
    }

    private double X(LatencyPoint point) => Math.Round(1000 * Math.Clamp(grid.ColumnOf(point.At) / grid.Columns, 0, 1), 1);

    /// <summary>The height of a latency, from 0 to 1.</summary>
    private double Share(double seconds) =>
        seconds > least ? Math.Clamp(Math.Log(seconds / least) / Math.Log(most / least), 0, 1) : 0;

    /// <summary>Powers of ten.</summary>
    private IEnumerable<(double At, string Label)> Rules()
    {
        for (var value = least; value <= most * 1.001; value *= 10)
        {
            yield return (Share(value), Figures.Seconds(value).Replace(".0 ", " ", StringComparison.Ordinal));
        }
    }

    /// <summary>At most a point for each column of the grid: of several the slowest, for percentiles cannot be averaged.</summary>
    private ImmutableArray<LatencyPoint> Fitting(ImmutableArray<LatencyPoint> points)
    {
        var inside = points.Where(p => p.At >= grid.Start && p.At < grid.End && p.Count > 0).OrderBy(p => p.At).ToList();
        return inside.Count <= grid.Columns ? [.. inside]
            : [.. inside.GroupBy(p => (int)grid.ColumnOf(p.At)).Select(g => new LatencyPoint(g.First().At, g.Sum(p => p.Count), g.Max(p => p.P50), g.Max(p => p.P95), g.Max(p => p.P99)))];
    }

    private void Joined(IEnumerable<LatencyPoint> points, Func<LatencyPoint, string> text)
    {
        var isFirst = true;
        foreach (var point in points)
        {
            html.Write($"{(isFirst ? "" : "|")}{text(point)}");
            isFirst = false;
        }
    }
}
