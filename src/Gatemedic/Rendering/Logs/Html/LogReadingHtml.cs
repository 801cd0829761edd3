using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>What was read, what was not, and what would make the logs tell more, as sections of the page.</summary>
internal sealed class LogReadingHtml(HtmlWriter html, LogClock clock)
{
    private const int MostSources = 24;
    private const int MostNotes = 12;
    private const int MostAdvice = 6;
    private const int MostDiffLines = 40;

    /// <summary>Writes them.</summary>
    public void Write(LogReport report)
    {
        Advice(report);
        Notes("Not seen", [.. report.Blind.Select(b => $"{b.What}: {b.Why}{(b.Remedy.Length > 0 ? $" [{b.Remedy}]" : "")}")]);
        Notes("Not kept apart", [.. report.Picture.Losses]);
        Sources(report);
    }

    private void Sources(LogReport report)
    {
        var sources = report.Picture.Sources;
        if (sources.IsEmpty)
        {
            return;
        }

        html.Write($"<section><h2 id=\"read\">What was read</h2>");
        var table = new HtmlTable("What was read", HtmlTable.Name("log"), ("kind", ""), HtmlTable.Number("lines"), HtmlTable.Number("size"), HtmlTable.Number("unknown"), ("times", "t"), HtmlTable.Name("cut"));
        foreach (var source in sources.Take(MostSources))
        {
            table.Row(
                source.Name,
                LogWords.Dialect(source.Dialect),
                Figures.Count(source.Lines),
                Figures.Bytes(source.Bytes),
                source.Unrecognised > 0 ? Figures.Percent(source.Unrecognised, source.Lines) : null,
                clock.Between(source.From, source.To),
                source.Cut);
        }

        table.Write(html);
        LogFindingsHtml.More(html, sources.Length - MostSources, "logs");
        html.Write($"</section>\n");
    }

    private void Notes(string title, IReadOnlyCollection<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        html.Write($"<section><h2>{title}</h2><ul>");
        foreach (var note in notes.Take(MostNotes))
        {
            html.Write($"<li>{note}</li>");
        }

        html.Write($"</ul>");
        LogFindingsHtml.More(html, notes.Count - MostNotes, "in --format json");
        html.Write($"</section>\n");
    }

    private void Advice(LogReport report)
    {
        if (report.Advice.IsEmpty)
        {
            return;
        }

        html.Write($"<section><h2>What would tell more</h2><ul class=\"plain\">");
        foreach (var advice in report.Advice.Take(MostAdvice))
        {
            html.Write($"<li><h3>{advice.What}</h3><p>{advice.Why}</p>");
            foreach (var edit in advice.Edits.Take(2))
            {
                Diff(edit.Diff.TrimEnd('\n').Split('\n'));
            }

            html.Write($"</li>");
        }

        html.Write($"</ul>");
        LogFindingsHtml.More(html, report.Advice.Length - MostAdvice, "in --format json");
        html.Write($"</section>\n");
    }

    private void Diff(string[] lines)
    {
        html.Write($"<pre>");
        foreach (var line in lines.Take(MostDiffLines))
        {
            switch (line)
            {
                case ['+', ..]:
                    html.Write($"<ins>{line}</ins>\n");
                    break;
                case ['-', ..]:
                    html.Write($"<del>{line}</del>\n");
                    break;
                default:
                    html.Write($"{line}\n");
                    break;
            }
        }

        html.Write($"</pre>");
    }
}
