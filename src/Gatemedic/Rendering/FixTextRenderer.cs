using System.Collections.Immutable;
using Gatemedic.Repair;

namespace Gatemedic.Rendering;

/// <summary>A run of fix on the terminal, each thing when it happens.</summary>
internal sealed class FixTextRenderer(bool noColor) : IFixRenderer
{
    /// <inheritdoc/>
    public void Recovered(RepairOutcome outcome) => Print(t => t.Recovered(outcome));

    /// <inheritdoc/>
    public void Plans(ImmutableArray<RepairPlan> plans) => Print(t => t.Plans(plans));

    /// <inheritdoc/>
    public void Outcome(RepairPlan plan, RepairOutcome outcome) => Print(t => t.Outcome(plan, outcome));

    /// <inheritdoc/>
    public void Remaining(RepairPlan plan) => Print(t => t.Remaining(plan));

    /// <inheritdoc/>
    public void Undone(RepairJournal journal, RepairOutcome outcome) => Print(t => t.Undone(journal, outcome));

    /// <inheritdoc/>
    public void History(ImmutableArray<RepairJournal> journals) => Print(t => t.History(journals));

    /// <inheritdoc/>
    public void CutShort(string why)
    {
        // All that happened is told already.
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is told already.
    }

    private void Print(Action<FixText> print) => Terminal.Print(noColor, console => print(new FixText(console)));
}
