using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>
/// Ranks the causes that log lines point to. Each kind of failure splits its belief between the causes that fit it; what other programs say
/// at that time moves the split. Several causes can hold at once, for several failures.
/// </summary>
public static class CausePointing
{
    // Lines alone never prove: the host was not looked at.
    private const double MostConfidence = 0.93;

    private const double LeastConfidence = 0.06;

    // What another program says of itself, beside no failure that nginx tells of, is worth less by so much.
    private const double Alone = 3;

    // A time-out is written when it is over: what led to it is older, and what follows from it younger.
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(15);

    private const int MostQuotes = 5;

    /// <summary>The causes, first those that are likely to stand behind most failures; empty when nothing points to any.</summary>
    public static ImmutableArray<PointedCause> Rank(LogPicture picture)
    {
        var hints = Hints(SignReader.Read(picture));
        var witnesses = hints.Where(h => !h.Sign.IsFailure).ToArray();
        var beliefs = hints.Where(h => h.Sign.IsFailure).SelectMany(h => Split(h, witnesses)).Concat(witnesses.SelectMany(Stand));
        return [.. beliefs.GroupBy(b => b.Guess.Cause).Select(g => Point(g.OrderByDescending(b => b.Confidence).ThenByDescending(b => b.Hint.Sign.Count)))
            .Where(c => c.Cause.Confidence >= LeastConfidence).OrderByDescending(Rank).ThenBy(c => c.Cause.Cause, StringComparer.Ordinal)
            .Select(c => c.Cause)];
    }

    // Ten times the failures weigh as much as once more the confidence: one failed look-up is not why ten thousand connections were refused.
    private static double Rank(CountedCause counted) => counted.Cause.Confidence * (1 + Math.Log10(Math.Max(1, counted.Count)));

    /// <summary>What one record of nginx's error log points to, likeliest first; null when to nothing.</summary>
    public static PointedLine? Read(ErrorEvent error) => Line(SignReader.Read(error));

    /// <summary>What one record of another program points to, likeliest first; null when to nothing.</summary>
    public static PointedLine? Read(WitnessEvent witness) => Line(SignReader.Read(witness));

    private static PointedLine? Line(Sign sign) => PointingTable.Find(sign) is not { } row ? null
        : new PointedLine(PointingText.Sentence(row.Says, sign, times: false), [.. row.Guesses.OrderByDescending(g => g.Weight).Select(g => g.Cause)]);

    private static Hint[] Hints(ImmutableArray<Sign> signs)
    {
        var found = signs.Select(s => PointingTable.Find(s) is { } row ? new Hint(s, row) : null).OfType<Hint>().ToArray();
        var present = found.Select(h => h.Sign.Signature).ToHashSet();
        bool told = found.Any(h => h.Sign.IsFailure && !h.Row.IsEcho);
        return [.. found.Where(h => !h.Row.Unless.Any(present.Contains) && !(h.Row.IsEcho && told))];
    }

    // A softmax over the causes that fit a failure, and "something else" with weight 0.
    private static IEnumerable<Belief> Split(Hint failure, Hint[] witnesses)
    {
        var odds = failure.Row.Guesses.Select(g => Odds(failure, g, Supports(g.Cause, failure, witnesses))).ToArray();
        double all = odds.Aggregate(1.0, (sum, b) => sum + b.Confidence);
        return odds.Select(b => b with { Confidence = b.Confidence / all });
    }

    // Against "something else": no share yet of what all guesses have.
    private static Belief Odds(Hint failure, Guess guess, ImmutableArray<Support> supports) =>
        new(failure, guess, supports, Math.Exp(supports.Aggregate(guess.Weight, (sum, s) => sum + s.Guess.Weight)));

    // Of several lines that say the same the strongest counts whole, and one other beside it.
    private static ImmutableArray<Support> Supports(string cause, Hint failure, Hint[] witnesses) =>
        [.. witnesses.Where(w => IsNear(w.Sign, failure.Sign))
            .SelectMany(w => w.Row.Guesses.Where(g => g.Cause == cause).Select(g => new Support(w, g)))
            .OrderByDescending(s => s.Guess.Weight).Take(2)];

    private static IEnumerable<Belief> Stand(Hint witness) =>
        witness.Row.Guesses.Select(g => new Belief(witness, g, [], 1 / (1 + Math.Exp(Alone - g.Weight))));

    private static bool IsNear(Sign witness, Sign failure) =>
        witness.First is not { } first || witness.Last is not { } last || failure.First is not { } from || failure.Last is not { } to
        || (last >= Earlier(from) && first - to <= Near);

    private static DateTimeOffset Earlier(DateTimeOffset time) => time.UtcTicks > Near.Ticks ? time - Near : time;

    private static CountedCause Point(IOrderedEnumerable<Belief> beliefs)
    {
        var best = beliefs.First();
        var alike = beliefs.Where(b => b.Hint.Row == best.Hint.Row && b.Hint.Sign.Peer == best.Hint.Sign.Peer).ToArray();
        var sign = best.Hint.Sign with { Count = alike.Sum(b => b.Hint.Sign.Count) };
        var quotes = best.Supports.Take(1).SelectMany(s => s.Witness.Sign.Quotes.Take(2)).Concat(alike.SelectMany(b => b.Hint.Sign.Quotes))
            .Concat(best.Supports.Skip(1).SelectMany(s => s.Witness.Sign.Quotes)).Concat(beliefs.SelectMany(b => b.Hint.Sign.Quotes));
        return new CountedCause(new PointedCause(best.Guess.Cause, Math.Round(Math.Min(best.Confidence, MostConfidence), 2), PointingText.Because(sign, best),
            [.. quotes.Where(q => q.Line.Length > 0).DistinctBy(q => q.Source + q.Line).Take(MostQuotes)]), sign.Count);
    }
}

/// <summary>What one line points to.</summary>
/// <param name="Meaning">What it tells.</param>
/// <param name="Causes">Codes, likeliest first.</param>
public sealed record PointedLine(string Meaning, ImmutableArray<string> Causes);

/// <summary>A sign with its row.</summary>
internal sealed record Hint(Sign Sign, PointingRow Row);

/// <summary>What another program said for a cause.</summary>
internal sealed record Support(Hint Witness, Guess Guess);

/// <summary>How far one sign makes a cause likely.</summary>
internal sealed record Belief(Hint Hint, Guess Guess, ImmutableArray<Support> Supports, double Confidence);

/// <summary>A cause with how many failures it would explain.</summary>
internal sealed record CountedCause(PointedCause Cause, long Count);
