using System.Text.Json.Serialization;

namespace Gatemedic.Rendering;

/// <summary><c>gatemedic/repair/1</c>: one run of fix. CutShort says why it ended before it was through, null when it was.</summary>
internal sealed record FixDocument(
    string Schema,
    IReadOnlyList<RepairDocument> Recovered,
    IReadOnlyList<PlanDocument> Plans,
    IReadOnlyList<RepairDocument> Repairs,
    IReadOnlyList<RepairDocument> History,
    string? CutShort);

/// <summary>What would be done about one finding. Remedy is null where nothing can be; obstacles say why it is not done.</summary>
internal sealed record PlanDocument(
    string Cause,
    double Confidence,
    string Title,
    string? Remedy,
    string? RemedyTitle,
    string? Risk,
    bool CanApply,
    IReadOnlyList<string> Obstacles,
    IReadOnlyList<string> Notes,
    IReadOnlyList<EditDocument> Edits,
    IReadOnlyList<string> Commands,
    PriorDocument? Tried,
    IReadOnlyList<string> Proof,
    string? Undo);

/// <summary>What a private nginx showed of the edit before it was made: proved, unproved, refuted.</summary>
internal sealed record PriorDocument(string State, string Text);

/// <summary>A repair. State: proved, unproved, rolled-back, partly-rolled-back, unfinished, not-begun; kept: what could not be taken back.</summary>
internal sealed record RepairDocument(string? Id, string? Cause, string? Remedy, string State, string Text, IReadOnlyList<string> Kept);

/// <summary>Null fields are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FixDocument))]
internal sealed partial class FixJson : JsonSerializerContext;
