using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Why requests failed: each reason with its number, rhythm, peers, servers, routes and what is in doubt.</summary>
internal sealed class LogReasonsText(LogPage page)
{
    private const int Most = 8;
    private const int MostNamed = 3;
    private const int Column = 12;

    /// <summary>Writes them, most first.</summary>
    public void Write(LogPicture picture)
    {
        if (picture.Reasons.IsEmpty)
        {
            return;
        }

        page.Heading("Why");
        var all = picture.Reasons.Sum(r => r.Count);
        foreach (var reason in picture.Reasons.Take(Most))
        {
            var share = Figures.Percent(reason.Count, all);
            page.Prose(Figures.Count(reason.Count).PadLeft(Column - 2), Column, $"{reason.Reason.Title} ({(reason.CountsRequests ? "" : "tries, ")}{share})", LogPage.Bold, LogPage.Bold);
            var statuses = reason.Statuses.IsEmpty ? reason.Reason.Status == "-" ? "" : $"leads to {reason.Reason.Status}" : "answered " + LogWords.Counts(reason.Statuses);
            Line(string.Join("; ", new[] { LogWords.Rhythm(reason, page.Clock), statuses }.Where(t => t.Length > 0)));
            Line(reason.Count > 1 ? $"first {page.Clock.Time(reason.First)}, last {page.Clock.Time(reason.Last)}" : $"at {page.Clock.Time(reason.First)}");
            Named("peers", reason.Peers);
            Named("servers", reason.Servers);
            Named("routes", reason.Routes);
            Line(LogWords.Doubt(reason) ?? "");
        }

        page.More(picture.Reasons.Length - Most, "reasons");
    }

    private void Named(string label, System.Collections.Immutable.ImmutableArray<Counted> counts)
    {
        if (!counts.IsEmpty)
        {
            Line($"{label} {LogWords.Counts(counts, MostNamed)}");
        }
    }

    private void Line(string text)
    {
        if (text.Length > 0)
        {
            page.Prose("", Column, text, LogPage.Dim);
        }
    }
}
