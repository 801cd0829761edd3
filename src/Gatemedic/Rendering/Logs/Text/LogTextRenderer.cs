using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells a log report to a person: the verdict in the first lines, then when, why, where, who else saw it, and what was read.</summary>
/// <param name="console">Where to.</param>
/// <param name="zone">In which times are told; this machine's when null.</param>
internal sealed class LogTextRenderer(IAnsiConsole console, TimeZoneInfo? zone = null)
{
    private const int Height = 6;
    private const int MostBursts = 5;

    /// <summary>Prints everything that there is; what is empty is not mentioned.</summary>
    public void Render(LogReport report)
    {
        var page = new LogPage(console, new LogClock(zone ?? TimeZoneInfo.Local, report.Now));
        var verdict = LogVerdict.Of(report);
        new LogHeadlineText(page).Write(report, verdict);
        Timeline(page, report, Height, MostBursts);
        new LogReasonsText(page).Write(report.Picture);
        new LogPlacesText(page).Write(report);
        new LogWitnessesText(page).Write(report.Picture);
        var causes = new LogCausesText(page);
        causes.Write(report);
        causes.Evidence(report);
        new LogReadingText(page).Write(report);
    }

    /// <summary>Draws failures over time, and lists the bursts that it marks, the fiercest few.</summary>
    internal static void Timeline(LogPage page, LogReport report, int height, int bursts)
    {
        var series = FailureSeries.ByStatus(report.Picture);
        if (FailureSeries.Grid(report.Picture, series, page.Width - TimelineChart.Gutter - 1) is not { Columns: > 1 } grid)
        {
            return;
        }

        page.Heading("Failures over time", $"{page.Clock.Day(grid.Start)}, {page.Clock.Zone(grid.Start)}, {RateUnit.Step(grid.Step)} a column");
        var marked = LogWords.Bursts(report.Picture, bursts);
        new TimelineChart(page, grid, series).Draw(height, marked);
        for (var i = 0; i < marked.Count; i++)
        {
            page.Write(new StyledLine().Add($"  {i + 1}", LogPage.Bold).To(TimelineChart.Gutter).Add($"{page.Clock.Range(marked[i].From, marked[i].To)}: {Figures.Count(marked[i].Count)}"));
        }
    }
}
