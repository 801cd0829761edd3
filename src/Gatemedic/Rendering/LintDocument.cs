using System.Text.Json.Serialization;

namespace Gatemedic.Rendering;

/// <summary><c>gatemedic/lint/1</c>: one object. Url and upstream are what it is only about, null for everything.</summary>
internal sealed record LintDocument(
    string Schema,
    string? Url,
    string? Upstream,
    IReadOnlyList<LintedDocument> Configurations,
    IReadOnlyList<LintFindingDocument> Findings,
    IReadOnlyList<LintFindingDocument> Ignored,
    IReadOnlyList<BlindDocument> Blind);

/// <summary>A configuration that was looked at.</summary>
internal sealed record LintedDocument(string File, string NginxVersion, string NginxVersionFrom, bool Fragment, bool Host);

/// <summary>A finding; <see cref="Reason"/> is that of the comment that ignores it, else null.</summary>
internal sealed record LintFindingDocument(
    string Check,
    string Group,
    string Severity,
    string File,
    int Line,
    int? Column,
    string Message,
    string Remedy,
    IReadOnlyList<string> LeadsTo,
    IReadOnlyList<LintPlaceDocument> Related,
    IReadOnlyList<LintEditDocument> Edits,
    string? Reason);

/// <summary>Another place that belongs to a finding.</summary>
internal sealed record LintPlaceDocument(string File, int Line, string Text);

/// <summary>An offered change of one byte range.</summary>
internal sealed record LintEditDocument(string File, int Start, int End, string Text);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LintDocument))]
internal sealed partial class LintJson : JsonSerializerContext;
