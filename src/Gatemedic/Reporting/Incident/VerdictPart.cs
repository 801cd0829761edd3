using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>What is wrong, what shows it and how to repair it.</summary>
internal static class VerdictPart
{
    /// <summary>Of the section.</summary>
    public const string Id = "verdict";

    private const int MostFindings = 8;
    private const int MostEvidence = 12;
    private const int MostRoutes = 8;
    private const int MostDiffLines = 40;

    /// <summary>The section.</summary>
    public static ReportSection Of(Diagnosis.Diagnosis diagnosis) => ReportSection.Of(Id, "Verdict", Blocks(diagnosis), "No cause of gateway errors was found.");

    private static IEnumerable<ReportBlock> Blocks(Diagnosis.Diagnosis diagnosis)
    {
        var several = diagnosis.Scene.Instances.Length > 1;
        foreach (var finding in diagnosis.Findings.Take(MostFindings))
        {
            yield return new ReportHeading(
                finding.Detail is null ? finding.Cause : $"{finding.Cause} ({finding.Detail})",
                $"{finding.Confidence * 100:0} % sure, {finding.Severity.ToString().ToLowerInvariant()}");
            yield return new ReportText(finding.Title);
            if (About(finding, several) is { Length: > 0 } about)
            {
                yield return new ReportList(about);
            }

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

        foreach (var target in diagnosis.Unexplained.Take(MostFindings))
        {
            yield return new ReportHeading($"{target.Protocol.Text()}://{target.Address}", "fails, and why is not known");
            yield return new ReportList([.. Seen(target, several)]);
        }

        if (diagnosis.Unexplained.Length > MostFindings)
        {
            yield return new ReportText($"and {diagnosis.Unexplained.Length - MostFindings} more peers, which gatemedic diagnose --format json lists");
        }
    }

    /// <summary>Which nginx it is about, where there is more than one, and who silenced it for how long.</summary>
    private static ImmutableArray<ReportItem> About(Finding finding, bool several) =>
    [
        .. several ? [Nginx(finding.Instance)] : ImmutableArray<ReportItem>.Empty,
        .. finding.Waived is { } waived ? [new ReportItem("waived", $"until {waived.Until:yyyy-MM-dd}: {waived.Reason}", waived.Source)] : ImmutableArray<ReportItem>.Empty,
        .. finding.WaiverExpired is { } expired ? [new ReportItem("not waived", $"since {expired.Until:yyyy-MM-dd}: {expired.Reason}", expired.Source)] : ImmutableArray<ReportItem>.Empty,
    ];

    private static ReportItem Nginx(NginxInstance instance) => new("nginx", $"of {instance.Id}{(instance.MasterPid is { } pid ? $" (pid {pid})" : "")}");

    private static IEnumerable<ReportItem> Seen(Target target, bool several)
    {
        yield return several ? Nginx(target.Instance) with { Source = target.Where } : new ReportItem("peer", "declared or named here", target.Where);
        foreach (var probed in target.Probes.Where(p => !p.Result.Serves))
        {
            yield return new ReportItem("probe", $"{probed.Endpoint}: {probed.Result.Text}");
        }

        foreach (var group in target.Current.Take(MostEvidence))
        {
            yield return new ReportItem("log", group.Says(group.AsWritten()), group.Samples[0].Source);
        }
    }

    private static IEnumerable<ReportBlock> Remedy(Finding finding, Remedy remedy)
    {
        yield return new ReportList([new ReportItem("repair", remedy.Title, $"risk: {remedy.Risk.ToString().ToLowerInvariant()}")]);
        foreach (var change in finding.Instance.Changes(remedy.Edits))
        {
            yield return ReportCode.Diff(change.Diff, MostDiffLines);
        }

        if (!remedy.Commands.IsEmpty)
        {
            yield return new ReportCode(remedy.Commands, "sh");
        }
    }
}
