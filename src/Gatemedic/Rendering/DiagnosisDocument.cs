using System.Text.Json.Serialization;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>The contract's <c>gatemedic/diagnosis/1</c>, field by field.</summary>
internal sealed record DiagnosisDocument(
    string Schema,
    DateTimeOffset GeneratedAt,
    long DurationMs,
    string Verdict,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<UpstreamDocument> Upstreams,
    IReadOnlyList<BlindDocument> Blind)
{
    /// <summary>What a page of evidence holds beyond the diagnosis; only where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReportSection>? Sections { get; init; }
}

/// <summary>A root cause.</summary>
internal sealed record FindingDocument(
    string Cause,
    string? Detail,
    double Confidence,
    string Severity,
    string Title,
    string Explanation,
    PeerDocument? Upstream,
    IReadOnlyList<RouteDocument> Routes,
    IReadOnlyList<EvidenceDocument> Evidence,
    IReadOnlyList<RuledOutDocument> RuledOut,
    IReadOnlyList<RemedyDocument> Remedies,
    WaiverDocument? Waived,
    WaiverDocument? WaiverExpired);

/// <summary>A word that a finding need not be told as a problem; the last day on which it holds.</summary>
internal sealed record WaiverDocument(string Reason, string Until, string Source);

/// <summary>The peer that fails. File and line are null when only a log names it.</summary>
internal sealed record PeerDocument(string? Name, string Protocol, string Address, string? File, int? Line);

/// <summary>A route to it.</summary>
internal sealed record RouteDocument(string Server, string? Location, string File, int Line);

/// <summary>An observation.</summary>
internal sealed record EvidenceDocument(string Kind, string Text, string Source, bool For);

/// <summary>An alternative set aside.</summary>
internal sealed record RuledOutDocument(string Cause, string Because);

/// <summary>A repair.</summary>
internal sealed record RemedyDocument(
    string Id, string Title, IReadOnlyList<string> Commands, IReadOnlyList<EditDocument> Edits, string Risk, bool Automatic, string Verify, string Undo);

/// <summary>A changed file.</summary>
internal sealed record EditDocument(string File, string Diff);

/// <summary>A peer with its state: up (answers in the expected protocol), failing, or unknown (not probed).</summary>
internal sealed record UpstreamDocument(string? Name, string Protocol, string Address, string? File, int? Line, string State, IReadOnlyList<ProbeDocument> Probes);

/// <summary>What a probe of one endpoint showed.</summary>
internal sealed record ProbeDocument(string Address, string Outcome, string Text, int? Status, double ElapsedMs, string? Spoken);

/// <summary>Something that could not be looked at.</summary>
internal sealed record BlindDocument(string What, string Why, string Remedy);

/// <summary>Null fields are part of the contract, so they are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DiagnosisDocument))]
internal sealed partial class ContractJson : JsonSerializerContext;
