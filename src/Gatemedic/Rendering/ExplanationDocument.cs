using System.Text.Json.Serialization;

namespace Gatemedic.Rendering;

/// <summary><c>gatemedic/explanation/1</c>: one object.</summary>
internal sealed record ExplanationDocument(
    string Schema,
    IReadOnlyList<ExplainedCauseDocument> Causes,
    IReadOnlyList<ExplainedLineDocument> Lines,
    long LinesRead,
    long LinesUnrecognised,
    IReadOnlyList<FailingPassDocument> Passes);

/// <summary>A cause that the lines point to.</summary>
internal sealed record ExplainedCauseDocument(string Cause, double Confidence, string Because, IReadOnlyList<QuoteDocument> Quotes);

/// <summary>A line to look at again.</summary>
internal sealed record QuoteDocument(string Source, string Line);

/// <summary>A line that was understood.</summary>
internal sealed record ExplainedLineDocument(
    string Line, string Source, string Program, DateTimeOffset? Time, string Signature, string? Meaning, IReadOnlyList<string> Causes, long Count);

/// <summary>A *_pass directive of the configuration that leads to a peer that fails.</summary>
internal sealed record FailingPassDocument(
    string Peer, string Protocol, string? Upstream, string? Server, string? Location, string File, int Line, IReadOnlyList<ValueDocument> Effective);

/// <summary>A value that holds there; file and line are null for nginx's default.</summary>
internal sealed record ValueDocument(string Directive, string Value, string? File, int? Line);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class ExplanationJson : JsonSerializerContext;
