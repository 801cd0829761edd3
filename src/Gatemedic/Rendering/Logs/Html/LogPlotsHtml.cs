using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>The plots of the page: failures by status and by reason, response times by peer.</summary>
internal sealed class LogPlotsHtml(HtmlWriter html, LogClock clock)
{
    private const int Colors = 8;
    private const int MostPeers = 6;
    private const int MostBursts = 8;
    private const int PointsOfPeer = 80;

    /// <summary>A status has the same colour in every plot.</summary>
    public static int ColorOf(string status) => status switch { "502" => 0, "504" => 1, "503" => 2, "499" => 3, "500" => 4, _ => 5 };

    /// <summary>Failures over time, by status and by reason.</summary>
    public void Failures(LogPicture picture)
    {
        var byStatus = FailureSeries.ByStatus(picture);
        if (FailureSeries.Grid(picture, byStatus, StackedPlot.MostColumns) is not { } grid)
        {
            return;
        }

        html.Write($"<section><h2 id=\"over-time\">Failures over time</h2>");
        var bursts = LogWords.Bursts(picture, MostBursts);
        var plot = new StackedPlot(html, clock);
        plot.Draw("by-status", "By status", grid, [.. byStatus.Take(Colors).Select(s => (s, ColorOf(s.Label)))], bursts);
        var byReason = FailureSeries.ByReason(picture, Colors);
        if (FailureSeries.Grid(picture, byReason, StackedPlot.MostColumns) is { } reasons)
        {
            plot.Draw("by-reason", "By reason", reasons, [.. byReason.Select((s, i) => (s, i))], []);
        }

        html.Write($"</section>\n");
    }

    /// <summary>Response times of the peers that fail most, on one scale.</summary>
    public void Latencies(LogPicture picture)
    {
        var peers = picture.Peers.Where(p => p.ResponseTimes.Any(r => r.Count > 0)).ToList();
        var points = peers.Take(MostPeers).SelectMany(p => p.ResponseTimes).Where(r => r.Count > 0).ToList();
        if (points.Count == 0)
        {
            return;
        }

        var grid = TimeGrid.Over(points.Min(p => p.At), points.Max(p => p.At), TimeSpan.FromSeconds(1), PointsOfPeer);
        var least = Math.Pow(10, Math.Floor(Math.Log10(Math.Clamp(points.Min(p => p.P50), 0.001, 100))));
        var most = Math.Max(least * 10, Math.Pow(10, Math.Ceiling(Math.Log10(Math.Clamp(points.Max(p => p.P99), 0.001, 1e5)))));
        html.Write($"<section><h2 id=\"latency\">Response time by upstream peer</h2><p class=\"quiet small\">$upstream_response_time, logarithmic and the same scale for all; half of the tries are faster than p50, 95 in 100 than p95, 99 in 100 than p99. {clock.Day(grid.Start)}, {clock.Zone(grid.Start)}.</p><div class=\"plots\">\n");
        var number = 0;
        foreach (var peer in peers.Take(MostPeers))
        {
            new LatencyPlot(html, clock, grid, least, most).Draw($"latency-{++number}", peer);
        }

        html.Write($"</div>");
        if (peers.Count > MostPeers)
        {
            html.Write($"<p class=\"quiet small\">and {Figures.Count(peers.Count - MostPeers)} more peers, of which the table tells</p>");
        }

        html.Write($"</section>\n");
    }
}
