using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>What was read, what was not, and what would make the logs tell more, in Markdown.</summary>
internal sealed class LogReadingMarkdown(TextWriter output, LogClock clock)
{
    private const int MostSources = 12;
    private const int MostNotes = 8;
    private const int MostAdvice = 4;
    private const int MostDiffLines = 40;

    /// <summary>Writes it.</summary>
    public void Write(LogReport report)
    {
        Sources(report);
        Notes("Not kept apart", [.. report.Picture.Losses]);
        Notes("Not seen", [.. report.Blind.Select(b => $"{b.What}: {b.Why}{(b.Remedy.Length > 0 ? $" ({b.Remedy})" : "")}")]);
        Advice(report);
    }

    private void Sources(LogReport report)
    {
        var sources = report.Picture.Sources;
        if (sources.IsEmpty)
        {
            return;
        }

        LogMarkdownRenderer.Heading(output, "What was read");
        var table = new MarkdownTable("log", "kind", ">lines", ">size", ">unknown", "times", "cut");
        foreach (var source in sources.Take(MostSources))
        {
            table.Row(
                MarkdownText.Cell(source.Name),
                LogWords.Dialect(source.Dialect),
                Figures.Count(source.Lines),
                Figures.Bytes(source.Bytes),
                source.Unrecognised > 0 ? Figures.Percent(source.Unrecognised, source.Lines) : null,
                clock.Between(source.From, source.To),
                source.Cut is { } cut ? MarkdownText.Prose(cut) : null);
        }

        table.Write(output);
        LogMarkdownRenderer.More(output, sources.Length - MostSources, "logs");
    }

    private void Notes(string title, IReadOnlyCollection<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        LogMarkdownRenderer.Heading(output, title);
        foreach (var note in notes.Take(MostNotes))
        {
            output.WriteLine($"- {MarkdownText.Prose(note)}");
        }

        LogMarkdownRenderer.More(output, notes.Count - MostNotes, "");
    }

    private void Advice(LogReport report)
    {
        if (report.Advice.IsEmpty)
        {
            return;
        }

        LogMarkdownRenderer.Heading(output, "What would tell more");
        foreach (var advice in report.Advice.Take(MostAdvice))
        {
            output.WriteLine($"- {MarkdownText.Prose(advice.What)}: {MarkdownText.Prose(advice.Why)}");
            foreach (var edit in advice.Edits)
            {
                output.WriteLine();
                MarkdownText.Block(output, edit.Diff.TrimEnd('\n').Split('\n').Take(MostDiffLines), "diff", "  ");
                output.WriteLine();
            }
        }

        LogMarkdownRenderer.More(output, report.Advice.Length - MostAdvice, "in --format json");
    }
}
