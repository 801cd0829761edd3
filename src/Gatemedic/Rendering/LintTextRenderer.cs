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
        foreach (var file in report.ByFile)
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
        var ignored = report.Ignored.Count();
        Line(new Text(report.Summary, Bold));
        foreach (var only in report.Only)
        {
            Line(new Text($"only {SafeText.Clean(only)}", Dim));
        }

        if (ignored > 0)
        {
            Line(new Text($"{ignored} ignored by comments, each with its reason (in --format json)", Dim));
        }

        foreach (var judged in report.JudgedFor)
        {
            Line(new Text($"judged for {judged}", Dim));
        }

        if (!report.NotAsked.IsEmpty)
        {
            Line(new Text($"not asked, for they compare with a running nginx: {string.Join(", ", report.NotAsked)}", Dim));
        }

        if (report.Counting.Any())
        {
            Line(new Text("gatemedic explain CHECK tells why one matters, with examples", Dim));
        }
    }

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
