using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>What nginx's logs say of late.</summary>
internal static class ErrorsPart
{
    private const int MostGroups = 15;
    private const int MostLines = 8;

    /// <summary>The section: what fails by count, and the newest line of each as it was written.</summary>
    public static ReportSection Of(Scene scene, LogClock clock) => ReportSection.Of("errors", "Recent errors", Blocks(scene, clock), "The logs that were read show no error.");

    private static IEnumerable<ReportBlock> Blocks(Scene scene, LogClock clock)
    {
        var summaries = scene.Instances.SelectMany(i => i.Logs.OrEmpty()).Select(l => l.Summary.Seen).OfType<LogSummary>().ToList();
        var errors = summaries.SelectMany(s => s.Errors.OrEmpty()).OrderByDescending(e => e.Last).ToList();
        if (errors.Count > 0)
        {
            yield return new ReportTable(
                ["times", "when", "level", "message", "peer"],
                [.. errors.Take(MostGroups).Select(e => ImmutableArray.Create(Figures.Count(e.Count), clock.Between(e.First, e.Last), e.Level(), e.AsWritten(), e.Peer ?? ""))],
                errors.Count - MostGroups);
            yield return new ReportCode([.. errors.Take(MostLines).Select(e => e.Samples[0].Line)], "", "the newest line of each");
        }

        var failed = summaries.SelectMany(s => s.Accesses.OrEmpty()).Where(a => a.Status is 499 or 502 or 503 or 504).OrderByDescending(a => a.Last).ToList();
        if (failed.Count > 0)
        {
            yield return new ReportTable(
                ["requests", "status", "when", "peer", "peer's status"],
                [.. failed.Take(MostGroups).Select(a => ImmutableArray.Create(
                    Figures.Count(a.Count), Figures.Count(a.Status), clock.Between(a.First, a.Last), string.Join(", ", a.Peers.OrEmpty()), string.Join(", ", a.PeerStatuses.OrEmpty())))],
                failed.Count - MostGroups);
        }
    }
}
