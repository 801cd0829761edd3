using System.Collections.Immutable;
using Gatemedic.Lint;
using Gatemedic.Linting;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>The findings of lint as a page: a section for each file, a heading for each finding.</summary>
internal static class LintPage
{
    private const int MostNamed = 5;

    /// <summary>The page.</summary>
    public static ReportPage Of(LintReport report)
    {
        var worst = report.Counting.Select(f => (LintSeverity?)f.Check.Severity).Max();
        var (state, tone) = worst switch
        {
            LintSeverity.Error => ("ERRORS", ReportTone.Failing),
            LintSeverity.Warning => ("WARNINGS", ReportTone.Trouble),
            LintSeverity.Note => ("NOTES", ReportTone.Well),
            _ => ("CLEAN", ReportTone.Well),
        };
        return new ReportPage
        {
            MadeBy = "gatemedic lint",
            Title = "lint",
            State = state,
            Tone = tone,
            Headline = report.Summary,
            Facts =
            [
                .. report.Inputs.Take(MostNamed).Select(i => ("Checked", i.Input.MainPath)),
                .. report.Inputs.Length > MostNamed ? [("Checked", $"and {report.Inputs.Length - MostNamed} more")] : ImmutableArray<(string, string)>.Empty,
                .. report.Only.Select(only => ("Only", only)),
                .. report.JudgedFor.Select(judged => ("Judged for", judged)),
                .. report.NotAsked.IsEmpty ? ImmutableArray<(string, string)>.Empty : [("Not asked", $"{string.Join(", ", report.NotAsked)}: they compare with a running nginx")],
            ],
            Sections =
            [
                .. report.ByFile.Index().Select(file => new ReportSection($"file-{file.Index + 1}", file.Item.Key, [.. file.Item.SelectMany(f => Finding(f.Input, f.Finding))])),
                .. Ignored(report),
            ],
        };
    }

    private static IEnumerable<ReportBlock> Finding(LintInput input, LintFinding finding)
    {
        var complaint = finding.Complaint;
        yield return new ReportHeading($"line {complaint.Line}: {finding.Check.Code}", finding.Check.Severity.ToString().ToLowerInvariant());
        if (complaint.Span is { } span && SourceLine.At(input.Files, complaint.File, span.Start) is { } source)
        {
            yield return new ReportCode([source.Text.Trim()], "nginx");
        }

        yield return new ReportText(complaint.Message);
        yield return new ReportList(
        [
            .. complaint.Related.Select(r => new ReportItem("see", r.Text, $"{r.File}:{r.Line}")),
            new ReportItem("remedy", complaint.Remedy, $"gatemedic explain {finding.Check.Code}"),
        ]);
    }

    /// <summary>What comments ignore; no section where there is none.</summary>
    private static IEnumerable<ReportSection> Ignored(LintReport report)
    {
        ImmutableArray<ReportItem> ignored = [.. report.Ignored.Select(f => new ReportItem(f.Check.Code, f.Ignored!, $"{f.Complaint.File}:{f.Complaint.Line}"))];
        return ignored.IsEmpty ? [] : [new ReportSection("ignored", "Ignored by comments", [new ReportList(ignored)])];
    }
}
