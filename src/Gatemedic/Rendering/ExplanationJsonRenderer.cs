using System.Text.Json;
using Gatemedic.Explaining;

namespace Gatemedic.Rendering;

/// <summary>Writes an explanation as JSON.</summary>
internal static class ExplanationJsonRenderer
{
    /// <summary>One object and a final newline.</summary>
    public static void Render(Explanation explanation, TextWriter output)
    {
        var document = new ExplanationDocument(
            "gatemedic/explanation/1",
            [.. explanation.Causes.Select(c => new ExplainedCauseDocument(c.Cause, c.Confidence, c.Because, [.. c.Quotes.Select(q => new QuoteDocument(q.Source, q.Line))]))],
            [.. explanation.Lines.Select(l => new ExplainedLineDocument(l.Quote.Line, l.Quote.Source, l.Program, l.Time, l.Signature, l.Meaning, l.Causes, l.Count))],
            explanation.LinesRead,
            explanation.Unrecognised,
            [.. explanation.Passes.Select(ToDocument)]);
        output.WriteLine(JsonSerializer.Serialize(document, ExplanationJson.Default.ExplanationDocument));
    }

    private static FailingPassDocument ToDocument(FailingPass pass) => new(
        pass.Peer, pass.Protocol, pass.Upstream, pass.Server, pass.Location, pass.File, pass.Line,
        [.. pass.Values.Select(v => new ValueDocument(v.Directive, v.Text, v.File, v.Line))]);
}
