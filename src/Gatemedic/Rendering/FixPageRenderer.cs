using System.Collections.Immutable;
using Gatemedic.Repair;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>A run of fix as one page, written at its end: a run that is interrupted gives a whole page too, and one that is killed gives none.</summary>
internal sealed class FixPageRenderer(string format, TextWriter output) : IFixRenderer
{
    private readonly List<ReportSection> _sections = [];
    private readonly List<ReportBlock> _outcomes = [];
    private readonly List<ReportBlock> _remaining = [];
    private FixState _state = new("NOTHING DONE", ReportTone.Unknown, "nothing was done");

    /// <inheritdoc/>
    public void Recovered(RepairOutcome outcome) => TakenBack($"{outcome.Id} {FixWords.Recovered(outcome)}", outcome);

    /// <inheritdoc/>
    public void Plans(ImmutableArray<RepairPlan> plans)
    {
        _state = plans.IsEmpty
            ? new FixState("NOTHING TO DO", ReportTone.Well, "nothing to repair")
            : new FixState("PLAN", ReportTone.Trouble, $"{Figures.Count(plans.Count(p => p.CanApply), "repair", "repairs")} for {Figures.Count(plans.Length, "finding", "findings")}; nothing was changed");
        _sections.Add(ReportSection.Of("plan", "Plan", plans.SelectMany(FixBlocks.Of), "Nothing to repair."));
    }

    /// <inheritdoc/>
    public void Outcome(RepairPlan plan, RepairOutcome outcome)
    {
        _state = _state.And(plan.Finding.Cause, outcome);
        _outcomes.AddRange(FixBlocks.Became($"{plan.Finding.Cause}: {FixWords.Of(outcome)}", outcome, undo: outcome.Helped));
    }

    /// <inheritdoc/>
    public void Remaining(RepairPlan plan) => _remaining.AddRange(FixBlocks.Remaining(plan));

    /// <inheritdoc/>
    public void Undone(RepairJournal journal, RepairOutcome outcome) => TakenBack($"{journal.Record.Id}: {FixWords.Undone(outcome)}", outcome);

    /// <inheritdoc/>
    public void History(ImmutableArray<RepairJournal> journals)
    {
        _state = new FixState("HISTORY", ReportTone.Unknown, journals.IsEmpty ? "no repair was made on this host" : $"{Figures.Count(journals.Length, "repair", "repairs")} of this host, the newest first");
        _sections.Add(ReportSection.Of("history", "Repairs", journals.Reverse().SelectMany(FixBlocks.Of), "None."));
    }

    /// <inheritdoc/>
    public void CutShort(string why) => _state = new FixState("CUT SHORT", ReportTone.Failing, why);

    /// <inheritdoc/>
    public void End() => ReportRenderer.Render(
        new ReportPage
        {
            MadeBy = "gatemedic fix",
            Title = "repair",
            State = _state.Word,
            Tone = _state.Tone,
            Headline = _state.Headline,
            Sections =
            [
                .. _outcomes.Count == 0 ? [] : new[] { new ReportSection("outcome", "What was done", [.. _outcomes]) },
                .. _remaining.Count == 0 ? [] : new[] { new ReportSection("remaining", "What remains", [.. _remaining]) },
                .. _sections,
            ],
        },
        format,
        output);

    private void TakenBack(string became, RepairOutcome outcome)
    {
        _state = outcome.Helped ? new FixState("NOT TAKEN BACK", ReportTone.Failing, became)
            : outcome.Kept.IsEmpty ? new FixState("TAKEN BACK", ReportTone.Well, became)
            : new FixState("PARTLY TAKEN BACK", ReportTone.Trouble, became);
        _outcomes.AddRange(FixBlocks.Became(became, outcome, undo: false));
    }

    /// <summary>The answer so far.</summary>
    private sealed record FixState(string Word, ReportTone Tone, string Headline)
    {
        private bool IsPlan => Word == "PLAN";

        /// <summary>With one more repair: the worst of them gives the word.</summary>
        public FixState And(string cause, RepairOutcome outcome)
        {
            var (word, tone) = outcome.State switch
            {
                RepairState.Proved => ("REPAIRED", ReportTone.Well),
                RepairState.Unproved => ("NOT PROVED", ReportTone.Trouble),
                _ => ("NOT REPAIRED", ReportTone.Failing),
            };
            var became = $"{cause}: {FixWords.Of(outcome)}";
            return IsPlan ? new FixState(word, tone, became)
                : tone > Tone ? new FixState(word, tone, $"{Headline}; {became}")
                : this with { Headline = $"{Headline}; {became}" };
        }
    }
}
