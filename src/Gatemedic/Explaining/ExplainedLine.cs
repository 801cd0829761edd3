using System.Collections.Immutable;
using Gatemedic.Causes;
using Gatemedic.Logs;

namespace Gatemedic.Explaining;

/// <summary>A line that was understood.</summary>
/// <param name="Quote">The line, and where it stands.</param>
/// <param name="Program">What wrote it: nginx, gunicorn, kernel, ...</param>
/// <param name="Time">When, where it tells.</param>
/// <param name="Signature">Id of the signature, or of the reason that an access line got.</param>
/// <param name="Meaning">What it tells.</param>
/// <param name="Causes">Codes of the causes that it points to, likeliest first.</param>
/// <param name="Count">Lines alike, this one counted.</param>
internal sealed record ExplainedLine(
    LogQuote Quote, string Program, DateTimeOffset? Time, string Signature, string? Meaning, ImmutableArray<string> Causes, long Count)
{
    /// <summary>The lines that a picture keeps, oldest first; those without a time where they stand.</summary>
    public static ImmutableArray<ExplainedLine> Of(LogPicture picture)
    {
        var lines = picture.Errors.SelectMany(e => e.Group.Samples.Select(s => Of(s, e.Group.Count)))
            .Concat(picture.Witnesses.SelectMany(g => g.Samples.Select(s => Of(s, g.Count)))).ToList();
        var told = lines.Select(l => l.Quote.Source).ToHashSet();
        lines.AddRange(picture.Reasons.SelectMany(r => r.Quotes.Where(q => !told.Contains(q.Source)).Select(q =>
            new ExplainedLine(q, "nginx access", null, r.Reason.Id, r.Reason.Title, [], r.Count))));
        return [.. lines.OrderBy(l => LineOf(l.Quote.Source))];
    }

    private static ExplainedLine Of(ErrorEvent error, long count)
    {
        var pointed = CausePointing.Read(error);
        return new ExplainedLine(new LogQuote(error.Source, error.Line), "nginx", error.Time, error.Signature, pointed?.Meaning, pointed?.Causes ?? [], count);
    }

    private static ExplainedLine Of(WitnessEvent witness, long count)
    {
        var pointed = CausePointing.Read(witness);
        string? meaning = pointed?.Meaning ?? WitnessCatalog.Find(witness.Signature)?.Meaning;
        return new ExplainedLine(new LogQuote(witness.Source, witness.Line), witness.Program, witness.Time, witness.Signature, meaning, pointed?.Causes ?? [], count);
    }

    // "standard input:12", or "standard input@3456" where lines are not counted.
    private static long LineOf(string source) => long.TryParse(source.AsSpan(source.LastIndexOfAny([':', '@']) + 1), out long line) ? line : 0;
}
