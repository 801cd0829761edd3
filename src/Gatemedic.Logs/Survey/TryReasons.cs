using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Why tries failed, by what error logs alone tell: their records counted by reason.</summary>
internal sealed class TryReasons(LogSpan logs, ErrorEventReader events)
{
    private const int MostNamed = 8;
    private const int MostQuotes = 5;

    /// <summary>The reasons, most first.</summary>
    /// <param name="errors">What was counted.</param>
    internal ImmutableArray<ReasonPicture> Read(IEnumerable<ErrorTally> errors) =>
        [.. errors.GroupBy(Of).Where(g => g.Key is not null)
            .Select(g => Told(FailureReasons.Get(g.Key!), [.. g])).OrderByDescending(r => r.Count).ThenBy(r => r.Reason.Id, StringComparer.Ordinal)];

    private static string? Of(ErrorTally tally)
    {
        bool unix = tally.Peer?.StartsWith("unix:", StringComparison.Ordinal) == true;
        return tally.Shape.Pattern is not { } pattern ? null
            : ErrorReasons.Of(pattern.Index, tally.Shape.Errno, FailurePhases.Of(Encoding.UTF8.GetBytes(tally.Shape.Action ?? "")), unix);
    }

    private ReasonPicture Told(FailureReason reason, ErrorTally[] errors)
    {
        var sum = new TimeHistogram();
        foreach (var error in errors)
        {
            sum.Add(error.Times);
        }
        var times = sum.ToSeries();
        var newest = errors.OrderByDescending(e => e.Last).ThenByDescending(e => e.Count).ThenBy(e => e.Peer, StringComparer.Ordinal).Take(MostQuotes).SelectMany(e => e.Group(events).Samples);
        return new ReasonPicture
        {
            Reason = reason,
            Count = errors.Sum(e => e.Count),
            CountsRequests = false,
            First = events.Time(errors.Min(e => e.First)),
            Last = events.Time(errors.Max(e => e.Last)),
            Times = times,
            Rhythm = RhythmReader.Read(times, logs.From ?? times.Start, logs.To ?? times.Start),
            Peers = Most(errors, e => e.Peer),
            Servers = Most(errors, e => e.Server),
            Quotes = [.. newest.OrderByDescending(s => s.Time).Take(MostQuotes).Select(s => new LogQuote(s.Source, s.Line))],
        };
    }

    private static ImmutableArray<Counted> Most(ErrorTally[] errors, Func<ErrorTally, string?> of) =>
        [.. Counted.MostFirst(errors.Where(e => of(e) is not null).GroupBy(e => of(e)!).Select(g => new Counted(g.Key, g.Sum(e => e.Count)))).Take(MostNamed)];
}
