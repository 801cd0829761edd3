using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Causes, reasons, the merged timeline and the evidence, as sections of the page.</summary>
internal sealed class LogFindingsHtml(HtmlWriter html, LogClock clock)
{
    private const int MostCauses = 6;
    private const int MostReasons = 12;
    private const int MostEntries = 40;
    private const int MostQuotes = 16;
    private const int QuotesOfReason = 3;
    private const int LongestQuote = 800;

    /// <summary>The causes that the pattern points to.</summary>
    public void Causes(LogReport report)
    {
        if (report.Causes.IsEmpty)
        {
            return;
        }

        html.Write($"<section><h2 id=\"causes\">Causes this points to</h2><p class=\"quiet small\">From the logs alone; <code>gatemedic diagnose</code> looks at the host and decides.</p><ul class=\"plain\">");
        foreach (var cause in report.Causes.Take(MostCauses))
        {
            html.Write($"<li><h3>{cause.Cause} <span class=\"quiet small\">{LogWords.Likely(cause.Confidence)} ({cause.Confidence})</span></h3><p>");
            html.Text(cause.Because, LongestQuote);
            html.Write($"</p><code>gatemedic explain {cause.Cause}</code></li>");
        }

        html.Write($"</ul>");
        More(html, report.Causes.Length - MostCauses, "causes");
        html.Write($"</section>\n");
    }

    /// <summary>Each reason with a bar as long as its share.</summary>
    public void Reasons(LogPicture picture)
    {
        if (picture.Reasons.IsEmpty)
        {
            return;
        }

        var all = picture.Reasons.Sum(r => r.Count);
        html.Write($"<section><h2 id=\"why\">Why</h2><ul class=\"bars\">");
        var number = 0;
        foreach (var reason in picture.Reasons.Take(MostReasons))
        {
            html.Write($"<li><div class=\"head\"><span>{reason.Reason.Title}</span><span>{LogWords.Many(reason)}, {Figures.Percent(reason.Count, all)}</span></div>");
            html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"c{Math.Min(number++, 7)}\" aria-hidden=\"true\"><rect class=\"area\" width=\"{100.0 * reason.Count / all}%\" height=\"8\"/></svg>");
            html.Write($"<div class=\"quiet small\">{clock.Range(reason.First, reason.Last)}, {LogWords.Rhythm(reason, clock)}{(LogWords.Statuses(reason) is { Length: > 0 } statuses ? "; " + statuses : "")}");
            html.Write($"<br>{LogWords.Places(reason, 3)}");
            if (LogWords.Doubt(reason) is { } doubt)
            {
                html.Write($"<br>{doubt}");
            }

            html.Write($"</div></li>");
        }

        html.Write($"</ul>");
        More(html, picture.Reasons.Length - MostReasons, "reasons");
        html.Write($"</section>\n");
    }

    /// <summary>nginx and the other witnesses in the order of time.</summary>
    public void Clock(LogPicture picture)
    {
        if (picture.Witnesses.IsEmpty)
        {
            return;
        }

        var (entries, left) = WitnessTimeline.Of(picture, clock, MostEntries);
        html.Write($"<section><h2 id=\"clock\">On one clock</h2><p class=\"quiet small\">What nginx (marked) and the other witnesses say around the failures.</p><ol class=\"clock\">");
        foreach (var entry in entries)
        {
            html.Write($"<li class=\"{(entry.IsNginx ? "nginx" : "other")}\"><time datetime=\"{entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)}\">{clock.Time(entry.Time)}</time><span class=\"who\">{entry.Program}</span><span>{entry.Text}");
            if ((entry.Note ?? entry.Source) is { } note)
            {
                html.Write($" <span class=\"quiet small\">{note}</span>");
            }

            html.Write($"</span></li>\n");
        }

        html.Write($"</ol>");
        More(html, left, "events");
        html.Write($"</section>\n");
    }

    /// <summary>Lines to look at again.</summary>
    public void Evidence(LogReport report)
    {
        var quotes = LogCausesText.Quotes(report, QuotesOfReason, MostQuotes);
        if (quotes.Count == 0)
        {
            return;
        }

        html.Write($"<section><h2 id=\"evidence\">Evidence</h2><ul class=\"plain\">");
        foreach (var quote in quotes)
        {
            html.Write($"<li><span class=\"log quiet\">{quote.Source}</span><pre>");
            html.Text(quote.Line, LongestQuote);
            html.Write($"</pre></li>\n");
        }

        html.Write($"</ul></section>\n");
    }

    /// <summary>How many a list left out.</summary>
    internal static void More(HtmlWriter html, int left, string what)
    {
        if (left > 0)
        {
            html.Write($"<p class=\"quiet small\">and {Figures.Count(left)} more {what}</p>");
        }
    }
}
