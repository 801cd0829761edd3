using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The verdict in a few lines: how many, with what status, since when, why, where, and the likeliest cause.</summary>
internal sealed class LogHeadlineText(LogPage page)
{
    private const int Column = 10;

    /// <summary>Writes it.</summary>
    public void Write(LogReport report, LogVerdict verdict)
    {
        var (word, color) = Word(verdict.State);
        page.Write(new StyledLine().Add(word.PadRight(Column), new Style(color, decoration: Decoration.Bold)).Add(verdict.Summary(), LogPage.Bold)
            .Add($"  ({report.Duration.TotalSeconds:0.0} s)", LogPage.Dim));
        Statuses(verdict);
        Line("when", verdict.When(report, page.Clock));
        var picture = report.Picture;
        if (picture.Reasons is [var reason, ..])
        {
            var all = Math.Max(verdict.Failures, picture.Reasons.Sum(r => r.Count));
            Line("why", $"{reason.Reason.Title}: {Figures.Count(reason.Count)} ({Figures.Percent(reason.Count, all)}), {page.Clock.Range(reason.First, reason.Last)}");
        }

        Line("where", LogWords.WorstPeer(picture) ?? "");
        if (report.Causes is [var cause, ..])
        {
            page.Prose("  cause", Column, $"{cause.Cause}, {LogWords.Likely(cause.Confidence)} ({cause.Confidence:0.00})", LogPage.Bold, LogPage.Dim);
        }
    }

    /// <summary>The word that a verdict starts with, and its colour.</summary>
    public static (string Word, Color Color) Word(LogState state) => state switch
    {
        LogState.Failing => ("FAILING", Color.Red),
        LogState.Over => ("FAILED", Color.Yellow),
        LogState.Clean => ("CLEAN", Color.Green),
        _ => ("UNKNOWN", Color.Yellow),
    };

    private void Statuses(LogVerdict verdict)
    {
        if (verdict.Statuses.IsEmpty)
        {
            return;
        }

        var line = new StyledLine().Add("  status", LogPage.Dim).To(Column);
        foreach (var status in verdict.Statuses)
        {
            line.Add(line.Width > Column ? "   " : "").Add(status.Text, LogPage.OfStatus(status.Text)).Add(" " + Figures.Count(status.Count)).Add(status.Text == "499" ? " (client gave up)" : "", LogPage.Dim);
        }

        page.Write(line);
    }

    private void Line(string label, string text)
    {
        if (text.Length > 0)
        {
            page.Prose("  " + label, Column, text, null, LogPage.Dim);
        }
    }
}
