using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Tells a log report as one page that needs nothing else: readable on a phone, in the dark, on paper and without a script; of bounded size.</summary>
internal static class LogHtmlRenderer
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">What to tell.</param>
    /// <param name="output">Where to.</param>
    /// <param name="zone">In which times are told; this machine's when null.</param>
    public static void Render(LogReport report, TextWriter output, TimeZoneInfo? zone = null)
    {
        var clock = new LogClock(zone ?? TimeZoneInfo.Local, report.Now);
        var html = new HtmlWriter(output);
        var (before, after) = PageAssets.Read("Gatemedic: what the logs tell");
        output.Write(before);
        new LogHeadlineHtml(html, clock).Write(report, LogVerdict.Of(report));
        html.Write($"<main>\n");
        new LogPlotsHtml(html, clock).Failures(report.Picture);
        var findings = new LogFindingsHtml(html, clock);
        findings.Causes(report);
        findings.Reasons(report.Picture);
        new LogPlotsHtml(html, clock).Latencies(report.Picture);
        new LogPlacesHtml(html, clock).Write(report);
        findings.Clock(report.Picture);
        findings.Evidence(report);
        new LogReadingHtml(html, clock).Write(report);
        html.Write($"</main>\n<footer class=\"quiet small\">Made by gatemedic logs on {clock.Full(report.Now)}, in {report.Duration.TotalSeconds} s. Nothing is loaded from anywhere.</footer>\n");
        output.Write(after);
    }
}
