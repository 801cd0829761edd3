using System.Text.Json;
using Gatemedic.Lint;
using Gatemedic.Linting;

namespace Gatemedic.Rendering;

/// <summary>Writes the findings of lint as JSON.</summary>
internal static class LintJsonRenderer
{
    /// <summary>One object and a final newline.</summary>
    public static void Render(LintReport report, TextWriter output)
    {
        var document = new LintDocument(
            "gatemedic/lint/1",
            report.Url,
            report.Upstream,
            [.. report.Inputs.Select(i => ToDocument(i.Input))],
            [.. report.Counting.Select(f => ToDocument(f, report))],
            [.. report.Ignored.Select(f => ToDocument(f, report))],
            [.. report.NotAsked.Select(c => new BlindDocument(c, "it compares with a running nginx", "run lint on the host, without naming a file"))]);
        output.WriteLine(JsonSerializer.Serialize(document, LintJson.Default.LintDocument));
    }

    private static LintedDocument ToDocument(LintInput input) => new(
        input.MainPath, input.Subject.Version.ToString(), input.VersionFrom, input.Subject.IsFragment, input.Subject.Host is not null);

    private static LintFindingDocument ToDocument(LintFinding finding, LintReport report)
    {
        var complaint = finding.Complaint;
        return new LintFindingDocument(
            finding.Check.Code,
            finding.Check.Group.ToString().ToLowerInvariant(),
            finding.Check.Severity.ToString().ToLowerInvariant(),
            complaint.File,
            complaint.Line,
            report.Column(complaint),
            complaint.Message,
            complaint.Remedy,
            finding.Check.LeadsTo,
            [.. complaint.Related.Select(r => new LintPlaceDocument(r.File, r.Line, r.Text))],
            [.. complaint.Edits.Select(e => new LintEditDocument(e.File, e.Start, e.End, e.Text))],
            finding.Ignored);
    }
}
