using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>The verdict on top of the page, and the way to its sections.</summary>
internal sealed class LogHeadlineHtml(HtmlWriter html, LogClock clock)
{
    /// <summary>Writes it.</summary>
    public void Write(LogReport report, LogVerdict verdict)
    {
        var picture = report.Picture;
        html.Write($"<header><span class=\"state {verdict.State.ToString().ToLowerInvariant()}\">{LogHeadlineText.Word(verdict.State).Word}</span><h1>{verdict.Summary()}</h1>\n<dl class=\"facts\">");
        Statuses(verdict);
        Fact("When", verdict.When(report, clock));
        if (picture.Reasons is [var reason, ..])
        {
            Fact("Why", $"{reason.Reason.Title}: {LogWords.Many(reason)} ({Figures.Percent(reason.Count, Math.Max(verdict.Failures, picture.Reasons.Sum(r => r.Count)))}), {clock.Range(reason.First, reason.Last)}");
        }

        Fact("Where", LogWords.WorstPeer(picture) ?? "");
        if (report.Causes is [var cause, ..])
        {
            html.Write($"<dt>Likeliest cause</dt><dd><strong>{cause.Cause}</strong>, {LogWords.Likely(cause.Confidence)} ({cause.Confidence})</dd>");
        }

        html.Write($"</dl></header>\n");
        Contents(report);
    }

    private void Statuses(LogVerdict verdict)
    {
        if (verdict.Statuses.IsEmpty)
        {
            return;
        }

        html.Write($"<dt>Status</dt><dd>");
        foreach (var status in verdict.Statuses)
        {
            html.Write($"<span class=\"chip\"><i class=\"swatch c{LogPlotsHtml.ColorOf(status.Text)}\"></i>{status.Text} <strong>{Figures.Count(status.Count)}</strong>{(status.Text == "499" ? " client gave up" : "")}</span>");
        }

        html.Write($"</dd>");
    }

    private void Fact(string name, string text)
    {
        if (text.Length > 0)
        {
            html.Write($"<dt>{name}</dt><dd>{text}</dd>");
        }
    }

    private void Contents(LogReport report)
    {
        var picture = report.Picture;
        var sections = new (string Id, string Title, bool Is)[]
        {
            ("over-time", "Over time", !picture.Reasons.IsEmpty),
            ("causes", "Causes", !report.Causes.IsEmpty),
            ("why", "Why", !picture.Reasons.IsEmpty),
            ("latency", "Latency", picture.Peers.Any(p => !p.ResponseTimes.IsEmpty)),
            ("peers", "Peers", !picture.Peers.IsEmpty),
            ("routes", "Routes", !picture.Routes.IsEmpty),
            ("clock", "On one clock", !picture.Witnesses.IsEmpty),
            ("evidence", "Evidence", picture.Reasons.Any(r => !r.Quotes.IsEmpty)),
            ("read", "What was read", !picture.Sources.IsEmpty),
        }.Where(s => s.Is).ToList();
        if (sections.Count < 2)
        {
            return;
        }

        html.Write($"<nav aria-label=\"Sections\">");
        foreach (var (id, title, _) in sections)
        {
            html.Write($"<a href=\"#{id}\">{title}</a>");
        }

        html.Write($"</nav>\n");
    }
}
