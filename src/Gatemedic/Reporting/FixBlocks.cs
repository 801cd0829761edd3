using System.Collections.Immutable;
using Gatemedic.Rendering;
using Gatemedic.Repair;

namespace Gatemedic.Reporting;

/// <summary>Plans, outcomes and the history of repairs as parts of a page.</summary>
internal static class FixBlocks
{
    private const int MostDiffLines = 200;

    /// <summary>What would be done about a finding.</summary>
    public static IEnumerable<ReportBlock> Of(RepairPlan plan)
    {
        var finding = plan.Finding;
        yield return new ReportHeading(finding.Cause, $"{finding.Confidence * 100:0} % sure");
        yield return new ReportText(finding.Title);
        if (plan.Remedy is { } remedy)
        {
            yield return new ReportList([new ReportItem("repair", remedy.Title, $"risk: {remedy.Risk.ToString().ToLowerInvariant()}")]);
            foreach (var file in plan.Files)
            {
                yield return ReportCode.Diff(file.Diff, MostDiffLines);
            }

            if (plan.Commands.Any())
            {
                yield return new ReportCode([.. plan.Commands.Select(c => c.ToString())], "sh");
            }
        }

        yield return new ReportList([.. Said(plan)]);
    }

    /// <summary>What became of a repair.</summary>
    /// <param name="title">In one line.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="undo">It can be taken back.</param>
    public static IEnumerable<ReportBlock> Became(string title, RepairOutcome outcome, bool undo)
    {
        yield return new ReportHeading(title);
        if (outcome.Text.Length > 0)
        {
            yield return new ReportText(outcome.Text);
        }

        ImmutableArray<ReportItem> items = [.. outcome.Kept.Select(k => new ReportItem("left", k)), .. undo ? [new ReportItem("undo", $"gatemedic fix --undo {outcome.Id}")] : ImmutableArray<ReportItem>.Empty];
        if (!items.IsEmpty)
        {
            yield return new ReportList(items);
        }
    }

    /// <summary>What is left to be done after a fast repair.</summary>
    public static IEnumerable<ReportBlock> Remaining(RepairPlan plan)
    {
        yield return new ReportText($"The cause was {plan.Finding.Cause}: {plan.Finding.Title}");
        if (plan.Finding.Remedies.Where(r => r != plan.Remedy).Select(r => new ReportItem("repair", r.Title)).ToImmutableArray() is { IsEmpty: false } others)
        {
            yield return new ReportList(others);
        }

        yield return new ReportText($"gatemedic explain {plan.Finding.Cause} tells how to keep it from coming back.");
    }

    /// <summary>A repair of the history.</summary>
    public static IEnumerable<ReportBlock> Of(RepairJournal journal)
    {
        yield return new ReportHeading(journal.Record.Id, FixWords.Of(journal.State));
        yield return new ReportText(journal.Record.Remedy);
        yield return new ReportText(journal.Summary);
    }

    private static IEnumerable<ReportItem> Said(RepairPlan plan)
    {
        if (plan.Prior is { } prior)
        {
            yield return new ReportItem(FixWords.Of(prior.State).ToLowerInvariant(), prior.Text);
        }

        if (plan.Remedy is { } remedy)
        {
            yield return new ReportItem("proof", FixWords.Proof(plan));
            yield return new ReportItem("undo", remedy.Undo);
        }

        foreach (var note in plan.Notes)
        {
            yield return new ReportItem("note", note);
        }

        foreach (var obstacle in plan.Obstacles)
        {
            yield return new ReportItem("not done", obstacle);
        }
    }
}
