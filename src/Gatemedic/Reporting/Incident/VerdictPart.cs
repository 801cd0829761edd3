using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>What is wrong, what shows it and how to repair it.</summary>
internal static class VerdictPart
{
    private const int MostFindings = 8;
    private const int MostEvidence = 12;
    private const int MostRoutes = 8;
    private const int MostDiffLines = 40;

    /// <summary>The section.</summary>
    public static ReportSection Of(Diagnosis.Diagnosis diagnosis) => ReportSection.Of("verdict", "Verdict", Blocks(diagnosis), "No cause of gateway errors was found.");

    private static IEnumerable<ReportBlock> Blocks(Diagnosis.Diagnosis diagnosis)
    {
        foreach (var finding in diagnosis.Findings.Take(MostFindings))
        {
            yield return new ReportHeading(
                finding.Detail is null ? finding.Cause : $"{finding.Cause} ({finding.Detail})",
                $"{finding.Confidence * 100:0} % sure, {finding.Severity.ToString().ToLowerInvariant()}");
            yield return new ReportText(finding.Title);
            yield return new ReportText(finding.Explanation);
            var routes = finding.Routes.ToList();
            if (routes.Count > 0)
            {
                yield return new ReportList([.. routes.Take(MostRoutes).Select(p => new ReportItem("route", RouteText.Route(p), p.Directive.Where))], routes.Count - MostRoutes);
            }

            yield return new ReportList(
                [.. finding.Evidence.Take(MostEvidence).Select(e => new ReportItem($"{(e.For ? '+' : '-')} {e.Kind.ToString().ToLowerInvariant()}", e.Text, e.Source))],
                finding.Evidence.Length - MostEvidence);
            foreach (var block in finding.Remedies.SelectMany(r => Remedy(finding, r)))
            {
                yield return block;
            }
        }

        if (diagnosis.Findings.Length > MostFindings)
        {
            yield return new ReportText($"and {diagnosis.Findings.Length - MostFindings} more findings, which gatemedic diagnose --format json lists");
        }

        if (!diagnosis.Unexplained.IsEmpty)
        {
            yield return new ReportHeading("These fail, and why is not known");
            yield return new ReportList(
                [.. diagnosis.Unexplained.Take(MostFindings).Select(t => new ReportItem("peer", $"{t.Protocol.Text()}://{t.Address}", t.Where))],
                diagnosis.Unexplained.Length - MostFindings);
        }
    }

    private static IEnumerable<ReportBlock> Remedy(Finding finding, Remedy remedy)
    {
        yield return new ReportList([new ReportItem("repair", remedy.Title, $"risk: {remedy.Risk.ToString().ToLowerInvariant()}")]);
        foreach (var change in finding.Instance.Changes(remedy.Edits))
        {
            yield return new ReportCode([.. change.Diff.TrimEnd('\n').Split('\n').Take(MostDiffLines)], "diff");
        }

        if (!remedy.Commands.IsEmpty)
        {
            yield return new ReportCode(remedy.Commands, "sh");
        }
    }
}
