using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>What a repair is, as it is written down before anything is done.</summary>
public sealed record RepairRecord
{
    /// <summary>The version of this record.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of its directory: "20261127-075312-wrong-port".</summary>
    public required string Id { get; init; }

    /// <summary>Its place among the repairs of this host, from 1: clocks may run backwards.</summary>
    public int Number { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Code of CAUSES.md.</summary>
    public required string Cause { get; init; }

    /// <summary>The finding, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the remedy.</summary>
    public required string RemedyId { get; init; }

    /// <summary>The remedy, in one line.</summary>
    public required string Remedy { get; init; }

    /// <summary>What a private nginx showed of the edit before it was made; null where it was not asked.</summary>
    public PriorProof? Prior { get; init; }

    /// <summary>What is done, in order.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>What it gives another value: files by their paths, settings of the host by their names.</summary>
    [JsonIgnore]
    public IEnumerable<string> Touched => Operations
        .Select(o => o switch
        {
            FileOperation file => file.Path,
            StepOperation { Step: { Kind: StepKind.Set } step } => step.Subject,
            _ => null,
        })
        .OfType<string>()
        .Distinct();
}

/// <summary>What is read of a record before all else.</summary>
internal sealed record RecordVersion(int Version);

/// <summary>How a repair stands.</summary>
public enum RepairState
{
    /// <summary>It was cut off: it has to be taken back before anything else.</summary>
    Unfinished,

    /// <summary>It is done, and the failing request answers.</summary>
    Proved,

    /// <summary>It is done; whether it helps could not be seen.</summary>
    Unproved,

    /// <summary>It was taken back, and all is as before.</summary>
    RolledBack,

    /// <summary>It was taken back as far as that went; what was not is said.</summary>
    PartlyRolledBack,
}

/// <summary>One line of a journal.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What.</param>
/// <param name="Operation">Index of the operation that it is about; null for the whole.</param>
/// <param name="Text">A word about it.</param>
public sealed record JournalLine(DateTimeOffset At, JournalEvent Event, int? Operation = null, string? Text = null);

/// <summary>What a journal tells. Each is on the disk before what follows from it is done.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalEvent>))]
public enum JournalEvent
{
    /// <summary>An operation is about to be done.</summary>
    Begin,

    /// <summary>nginx accepts the configuration and is about to be told to load it: from here on it may have.</summary>
    Tested,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>All was done, and it helps.</summary>
    Proved,

    /// <summary>All was done; whether it helps could not be seen.</summary>
    Unproved,

    /// <summary>All is taken back from here on.</summary>
    Undo,

    /// <summary>An operation was taken back.</summary>
    Undone,

    /// <summary>An operation could not be taken back, and why.</summary>
    Kept,

    /// <summary>All was taken back that could be.</summary>
    RolledBack,
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RepairRecord))]
[JsonSerializable(typeof(RecordVersion))]
internal sealed partial class RecordContext : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class LineContext : JsonSerializerContext;
