using System.Text.Json.Serialization;

namespace Gatemedic.Rendering;

/// <summary>The part of SARIF 2.1.0 (OASIS) that lint writes.</summary>
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string SchemaUri, string Version, IReadOnlyList<SarifRun> Runs);

/// <summary>One run of the tool.</summary>
internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyDictionary<string, SarifBase> OriginalUriBaseIds, IReadOnlyList<SarifResult> Results);

/// <summary>Where relative paths start.</summary>
internal sealed record SarifBase(string Uri);

/// <summary>The tool.</summary>
internal sealed record SarifTool(SarifDriver Driver);

/// <summary>The program and its rules.</summary>
internal sealed record SarifDriver(string Name, string Version, IReadOnlyList<SarifRule> Rules);

/// <summary>A check.</summary>
internal sealed record SarifRule(string Id, string Name, SarifText ShortDescription, SarifHelp Help, SarifConfiguration DefaultConfiguration, SarifTags Properties);

/// <summary>A text.</summary>
internal sealed record SarifText(string Text);

/// <summary>A text with its Markdown.</summary>
internal sealed record SarifHelp(string Text, string Markdown);

/// <summary>The level: error, warning or note.</summary>
internal sealed record SarifConfiguration(string Level);

/// <summary>Tags of a rule.</summary>
internal sealed record SarifTags(IReadOnlyList<string> Tags);

/// <summary>A finding.</summary>
internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Level,
    SarifText Message,
    IReadOnlyList<SarifLocation> Locations,
    IReadOnlyList<SarifLocation>? RelatedLocations,
    IReadOnlyDictionary<string, string> PartialFingerprints,
    IReadOnlyList<SarifSuppression>? Suppressions);

/// <summary>A place, with what it says when it is a related one.</summary>
internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation, SarifText? Message);

/// <summary>A region of a file.</summary>
internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion Region);

/// <summary>A file.</summary>
internal sealed record SarifArtifact(string Uri, string? UriBaseId);

/// <summary>1-based line and column.</summary>
internal sealed record SarifRegion(int StartLine, int? StartColumn);

/// <summary>Why a finding does not count.</summary>
internal sealed record SarifSuppression(string Kind, string Justification);

/// <summary>How the log is written: absent rather than null, as the schema wants it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext;
