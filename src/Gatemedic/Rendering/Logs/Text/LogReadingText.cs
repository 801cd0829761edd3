using Gatemedic.Logs;
using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>What was read, what was not, and what would make the logs tell more.</summary>
internal sealed class LogReadingText(LogPage page)
{
    private const int MostSources = 12;
    private const int MostNotes = 8;
    private const int MostDiffLines = 30;

    /// <summary>Writes it.</summary>
    public void Write(LogReport report)
    {
        Sources(report);
        Losses(report);
        Blind(report);
        Advice(report);
    }

    private void Sources(LogReport report)
    {
        var sources = report.Picture.Sources;
        if (sources.IsEmpty)
        {
            return;
        }

        page.Heading("Read", Asked(report.Window));
        var table = new TextTable(
            page,
            new TextColumn("log") { Yields = true },
            new TextColumn("kind"),
            new TextColumn("lines") { Right = true },
            new TextColumn("size") { Right = true },
            new TextColumn("unknown") { Right = true });
        foreach (var source in sources.Take(MostSources))
        {
            table.Row(
                page.Clock.Between(source.From, source.To),
                source.Name,
                LogWords.Dialect(source.Dialect),
                Figures.Count(source.Lines),
                Figures.Bytes(source.Bytes),
                source.Unrecognised > 0 ? Figures.Percent(source.Unrecognised, source.Lines) : null);
            if (source.Cut is { } cut)
            {
                table.Note("cut: " + cut);
            }
        }

        table.Print("times");
        page.More(sources.Length - MostSources, "logs");
    }

    private string? Asked(LogWindow window) => window switch
    {
        { Since: { } since, Until: { } until } => $"from {page.Clock.Range(since, until)}, as asked for",
        { Since: { } since } => $"since {page.Clock.Time(since)}, as asked for",
        { Until: { } until } => $"until {page.Clock.Time(until)}, as asked for",
        _ => null,
    };

    private void Losses(LogReport report)
    {
        var losses = report.Picture.Losses;
        if (losses.IsEmpty)
        {
            return;
        }

        page.Heading("Not kept apart");
        foreach (var loss in losses.Take(MostNotes))
        {
            page.Prose("  -", 4, loss);
        }

        page.More(losses.Length - MostNotes, "");
    }

    private void Blind(LogReport report)
    {
        if (report.Blind.IsEmpty)
        {
            return;
        }

        page.Heading("Not seen");
        foreach (var blind in report.Blind.Take(MostNotes))
        {
            page.Prose("  ?", 4, $"{blind.What}: {blind.Why}{(blind.Remedy.Length > 0 ? $" [{blind.Remedy}]" : "")}");
        }

        page.More(report.Blind.Length - MostNotes, "in --format json");
    }

    private void Advice(LogReport report)
    {
        if (report.Advice.IsEmpty)
        {
            return;
        }

        page.Heading("What would tell more");
        foreach (var advice in report.Advice.Take(MostNotes))
        {
            page.Prose("  *", 4, advice.What);
            page.Prose("", 4, advice.Why, LogPage.Dim);
            foreach (var edit in advice.Edits)
            {
                Diff(edit.Diff.TrimEnd('\n').Split('\n'));
            }
        }

        page.More(report.Advice.Length - MostNotes, "in --format json");
    }

    private void Diff(string[] lines)
    {
        foreach (var line in lines.Take(MostDiffLines))
        {
            var color = line[..Math.Min(1, line.Length)] switch { "+" => Color.Green, "-" => Color.Red, _ => Color.Grey };
            page.Verbatim("      " + line.TrimEnd('\r'), new Style(color));
        }

        page.More(lines.Length - MostDiffLines, "lines in --format json");
    }
}
