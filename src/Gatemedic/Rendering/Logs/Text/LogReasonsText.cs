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
            Line(string.Join("; ", new[] { $"{page.Clock.Range(reason.First, reason.Last)}, {LogWords.Rhythm(reason, page.Clock)}", LogWords.Statuses(reason) }.Where(t => t.Length > 0)));
            Line(LogWords.Places(reason, MostNamed));
            Line(LogWords.Doubt(reason) ?? "");
        }

        page.More(picture.Reasons.Length - Most, "reasons");
    }

    private void Line(string text)
    {
        if (text.Length > 0)
        {
            page.Prose("", Column, text, LogPage.Dim);
        }
    }
}
