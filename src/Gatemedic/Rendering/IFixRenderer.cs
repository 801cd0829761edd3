using System.Collections.Immutable;
using Gatemedic.Repair;

namespace Gatemedic.Rendering;

/// <summary>Tells of a run of fix, as it goes.</summary>
internal interface IFixRenderer
{
    /// <summary>What an earlier run had left unfinished.</summary>
    void Recovered(RepairOutcome outcome);

    /// <summary>What would be done about each finding.</summary>
    void Plans(ImmutableArray<RepairPlan> plans);

    /// <summary>What became of one.</summary>
    void Outcome(RepairPlan plan, RepairOutcome outcome);

    /// <summary>What is left to be done after a fast repair.</summary>
    void Remaining(RepairPlan plan);

    /// <summary>What was taken back on the user's word.</summary>
    void Undone(RepairJournal journal, RepairOutcome outcome);

    /// <summary>All repairs, the oldest first.</summary>
    void History(ImmutableArray<RepairJournal> journals);

    /// <summary>The run ends before it is through; standard error has said so.</summary>
    void CutShort(string why);

    /// <summary>The end of the run, also of one that was cut short: what is one document is written now.</summary>
    void End();
}
