using System.Globalization;
using System.Text.Json;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Writes a diagnosis as the contract's JSON.</summary>
internal static class DiagnosisJsonRenderer
{
    // Sections of which the diagnosis itself holds everything, field by field.
    private static readonly string[] Told = [VerdictPart.Id, UnseenPart.RuledOutId, UnseenPart.UnseenId];

    /// <summary>One object and a final newline. The most certain finding is the first, where a person is told the worst first.</summary>
    /// <param name="diagnosis">What was found.</param>
    /// <param name="duration">How long that took.</param>
    /// <param name="output">Where to.</param>
    /// <param name="page">The page whose further sections go with it; null for the diagnosis alone.</param>
    public static void Render(Diagnosis.Diagnosis diagnosis, TimeSpan duration, TextWriter output, ReportPage? page = null)
    {
        var document = new DiagnosisDocument(
            "gatemedic/diagnosis/1",
            diagnosis.Scene.Clock.Now.ToUniversalTime(),
            (long)duration.TotalMilliseconds,
            diagnosis.Health.ToString().ToLowerInvariant(),
            [.. diagnosis.Findings.OrderByDescending(f => f.Confidence).Select(ToDocument)],
            [.. diagnosis.Scene.Targets().Select(ToDocument)],
            [.. diagnosis.Blind.Select(b => new BlindDocument(b.What, b.Why, b.Remedy))])
        {
            Sections = page is null ? null : [.. page.Sections.Where(s => Array.IndexOf(Told, s.Id) < 0)],
        };
        output.WriteLine(JsonSerializer.Serialize(document, ContractJson.Default.DiagnosisDocument));
    }

    private static FindingDocument ToDocument(Finding finding) => new(
        finding.Cause,
        finding.Detail,
        finding.Confidence,
        finding.Severity.ToString().ToLowerInvariant(),
        finding.Title,
        finding.Explanation,
        finding.Target is { } t ? new PeerDocument(t.Upstream?.Name, t.Protocol.Text(), t.Address.ToString(), t.Declared?.File, t.Declared?.Line) : null,
        [.. finding.Routes.Select(p => new RouteDocument(RouteText.Server(p), p.Location?.Text, p.Directive.File, p.Directive.Line))],
        [.. finding.Evidence.Select(e => new EvidenceDocument(e.Kind.ToString().ToLowerInvariant(), e.Text, e.Source, e.For))],
        [.. finding.RuledOut.Select(r => new RuledOutDocument(r.Cause, r.Because))],
        [.. finding.Remedies.Select(r => new RemedyDocument(
            r.Id, r.Title, r.Commands, [.. finding.Instance.Changes(r.Edits).Select(f => new EditDocument(f.Path, f.Diff))],
            r.Risk.ToString().ToLowerInvariant(), r.Automatic, r.Verify, r.Undo))],
        ToDocument(finding.Waived),
        ToDocument(finding.WaiverExpired));

    private static WaiverDocument? ToDocument(Waiver? waiver) =>
        waiver is null ? null : new WaiverDocument(waiver.Reason, waiver.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), waiver.Source);

    private static UpstreamDocument ToDocument(Target target) => new(
        target.Upstream?.Name,
        target.Protocol.Text(),
        target.Address.ToString(),
        target.Declared?.File,
        target.Declared?.Line,
        target.Probes.IsEmpty ? "unknown" : target.IsWell ? "up" : "failing",
        [.. target.Probes.Select(p => new ProbeDocument(
            p.Endpoint.ToString(), p.Result.Outcome.ToString(), p.Result.Text, p.Result.Status, Math.Round(p.Result.ElapsedMs, 1), p.Result.Spoken))]);
}
