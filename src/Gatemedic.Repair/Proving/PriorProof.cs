using System.Text.Json.Serialization;

namespace Gatemedic.Repair;

/// <summary>What a private nginx showed of an edit before it was made.</summary>
/// <param name="State">Whether it helps.</param>
/// <param name="Text">What was seen, or why nothing could be, in one line.</param>
public sealed record PriorProof(PriorState State, string Text);

/// <summary>Whether an edit helps, as far as was seen before it was made.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriorState>))]
public enum PriorState
{
    /// <summary>It could not be seen.</summary>
    Unproved,

    /// <summary>What fails without the edit is answered with it.</summary>
    Proved,

    /// <summary>What fails without the edit fails with it too, or something else would.</summary>
    Refuted,
}
