using Gatemedic.Repair;

namespace Gatemedic.Rendering;

/// <summary>The words for what became of repairs, alike in every format for a person.</summary>
internal static class FixWords
{
    /// <summary>What became of a repair that was carried out.</summary>
    public static string Of(RepairOutcome outcome) => outcome.State switch
    {
        RepairState.Proved => "repaired and proved",
        RepairState.Unproved => "done, not proved",
        RepairState.RolledBack => "did not help; taken back, all is as before",
        RepairState.PartlyRolledBack => "did not help; taken back in part",
        _ => "not begun",
    };

    /// <summary>How a repair of the history stands.</summary>
    public static string Of(RepairState state) => state switch
    {
        RepairState.Proved => "proved",
        RepairState.Unproved => "done, not proved",
        RepairState.RolledBack => "taken back",
        RepairState.PartlyRolledBack => "taken back in part",
        _ => "cut off",
    };

    /// <summary>What a private nginx showed.</summary>
    public static string Of(PriorState state) => state switch
    {
        PriorState.Proved => "Proved",
        PriorState.Refuted => "Of no use",
        _ => "Unproved",
    };

    /// <summary>What became of a repair that the user took back.</summary>
    public static string Undone(RepairOutcome outcome) =>
        outcome.Helped ? "not taken back" : outcome.Kept.IsEmpty ? "taken back, all is as before" : "taken back in part";

    /// <summary>What became of one that an earlier run had left unfinished.</summary>
    public static string Recovered(RepairOutcome outcome) =>
        $"was cut off; {(outcome.Kept.IsEmpty ? "it is taken back, all is as before it" : "it is taken back in part")}";

    /// <summary>What will show that it helped.</summary>
    public static string Proof(RepairPlan plan) =>
        plan.Failing.IsEmpty ? plan.Remedy!.Verify : string.Join(", ", plan.Failing.Select(r => r.Url)) + " must be answered";
}
