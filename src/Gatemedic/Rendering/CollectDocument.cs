using System.Text.Json.Serialization;
using Gatemedic.Bundling;
using Gatemedic.Diagnosis;

namespace Gatemedic.Rendering;

/// <summary><c>gatemedic/collect/1</c>: a bundle, where it is and what is in it. Size is null when it is not written, fault says why not.</summary>
internal sealed record CollectDocument(
    string Schema,
    string Program,
    DateTimeOffset TakenAt,
    string Path,
    long? Size,
    string? Fault,
    bool Redacted,
    IReadOnlyList<BundleEntry> Entries,
    IReadOnlyList<string> Holds,
    IReadOnlyList<RemovedSecrets> Removed,
    PseudonymsDocument Pseudonyms,
    bool ConcludesTheSame);

/// <summary>How many names are others in the bundle; the file that says who is who stays here, and is null when there is none.</summary>
internal sealed record PseudonymsDocument(int Hosts, int Addresses, int Words, string? File);

/// <summary>Null fields are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CollectDocument))]
internal sealed partial class CollectJson : JsonSerializerContext;
