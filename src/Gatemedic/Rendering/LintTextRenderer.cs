using Gatemedic.Lint;
using Gatemedic.Linting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Tells the findings of lint to a person: by file, each with its line, the reason and what to write instead; totals last.</summary>
internal sealed class LintTextRenderer(IAnsiConsole console)
{
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints everything.</summary>
    public void Render(LintReport report)
    {
        var lines = report.Inputs.SelectMany(i => i.Findings.Select(f => (i.Input, Finding: f))).Where(x => x.Finding.Ignored is null)
            .DistinctBy(x => (x.Finding.Check.Code, x.Finding.Complaint.File, x.Finding.Complaint.Line, x.Finding.Complaint.Message));
        foreach (var file in lines.GroupBy(x => x.Finding.Complaint.File))
        {
            Line(new Text(SafeText.Clean(file.Key), Bold));
            foreach (var (input, finding) in file)
            {
                Finding(input, finding);
            }

            console.WriteLine();
        }

        Total(report);
    }

    private void Finding(LintInput input, LintFinding finding)
    {
        var complaint = finding.Complaint;
        var (word, color) = Sign(finding.Check.Severity);
        var head = new Paragraph().Append($"{complaint.Line,5}  ", Dim).Append(word, new Style(color)).Append("  " + finding.Check.Code, Bold);
        Line(head);
        if (complaint.Span is { } span && SourceLine.At(input.Files, complaint.File, span.Start) is { } source)
        {
            Indented(new Text(SafeText.Clean(source.Text.Trim()), new Style(Color.Aqua)).Overflow(Overflow.Fold));
        }

        Indented(new Text(SafeText.Clean(complaint.Message)));
        foreach (var related in complaint.Related)
        {
            Indented(new Paragraph().Append($"{SafeText.Clean(related.File)}:{related.Line}", Dim).Append("  " + SafeText.Clean(related.Text)));
        }

        Indented(new Paragraph().Append("> ", new Style(Color.Green)).Append(SafeText.Clean(complaint.Remedy)));
    }

    private void Total(LintReport report)
    {
        var counting = report.Counting.ToList();
        var files = counting.Select(f => f.Complaint.File).Distinct().Count();
        var ignored = report.Ignored.Count();
        var parts = new[]
        {
            Count(counting.Count(f => f.Check.Severity == LintSeverity.Error), "error"),
            Count(counting.Count(f => f.Check.Severity == LintSeverity.Warning), "warning"),
            Count(counting.Count(f => f.Check.Severity == LintSeverity.Note), "note"),
        }.OfType<string>().ToList();
        Line(new Text(parts.Count == 0 ? "nothing found" : $"{string.Join(", ", parts)} in {Count(files, "file")}", Bold));
        if (ignored > 0)
        {
            Line(new Text($"{ignored} ignored by comments, each with its reason (in --format json)", Dim));
        }

        foreach (var group in report.Inputs.GroupBy(i => (i.Input.Subject.Version, i.Input.VersionFrom)))
        {
            Line(new Text($"judged for nginx {group.Key.Version} ({group.Key.VersionFrom})", Dim));
        }

        if (!report.NotAsked.IsEmpty)
        {
            Line(new Text($"not asked, for they compare with a running nginx: {string.Join(", ", report.NotAsked)}", Dim));
        }

        if (parts.Count > 0)
        {
            Line(new Text("gatemedic explain CHECK tells why one matters, with examples", Dim));
        }
    }

    private static string? Count(int count, string word) => count == 0 ? null : $"{count} {word}{(count == 1 ? "" : "s")}";

    private static (string Word, Color Color) Sign(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => ("error  ", Color.Red),
        LintSeverity.Warning => ("warning", Color.Yellow),
        _ => ("note   ", Color.Blue),
    };

    private void Indented(Spectre.Console.Rendering.IRenderable text) => console.Write(new Padder(text, new Padding(7, 0, 0, 0)));

    private void Line(Spectre.Console.Rendering.IRenderable text)
    {
        console.Write(text);
        console.WriteLine();
    }
}
