using System.Collections.Immutable;

namespace Gatemedic.Repair;

/// <summary>What became of a repair.</summary>
/// <param name="State">How it stands; null when it was not begun.</param>
/// <param name="Id">Its journal; null when it was not begun.</param>
/// <param name="Text">What was seen, in one line.</param>
/// <param name="Kept">What could not be taken back, in sentences.</param>
public sealed record RepairOutcome(RepairState? State, string? Id, string Text, ImmutableArray<string> Kept)
{
    /// <summary>It is done.</summary>
    public bool Helped => State is RepairState.Proved or RepairState.Unproved;
}
