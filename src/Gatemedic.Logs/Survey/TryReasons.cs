using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Why tries failed, by what error logs alone tell: their records counted by reason.</summary>
internal sealed class TryReasons(DateTimeOffset? from, DateTimeOffset? to)
{
    private const int MostNamed = 8;
    private const int MostQuotes = 5;

    /// <summary>The reasons, most first.</summary>
    /// <param name="errors">What was counted.</param>
    internal ImmutableArray<ReasonPicture> Read(IEnumerable<ErrorPicture> errors) =>
        [.. errors.Select(e => (Error: e, Reason: Of(e.Group))).Where(e => e.Reason is not null).GroupBy(e => e.Reason!, e => e.Error)
            .Select(g => Told(FailureReasons.Get(g.Key), [.. g])).OrderByDescending(r => r.Count)];

    private static string? Of(ErrorGroup group)
    {
        int signature = SignatureCatalog.IndexOf(group.Signature);
        bool unix = group.Peer?.StartsWith("unix:", StringComparison.Ordinal) == true;
        return signature < 0 ? null : ErrorReasons.Of(signature, group.Errno, FailurePhases.Of(Encoding.UTF8.GetBytes(group.Action ?? "")), unix);
    }

    private ReasonPicture Told(FailureReason reason, ErrorPicture[] errors)
    {
        var times = TimeSeriesSum.Of(errors.Select(e => e.Times));
        return new ReasonPicture
        {
            Reason = reason,
            Count = errors.Sum(e => e.Group.Count),
            CountsRequests = false,
            First = errors.Min(e => e.Group.First),
            Last = errors.Max(e => e.Group.Last),
            Times = times,
            Rhythm = RhythmReader.Read(times, from ?? times.Start, to ?? times.Start),
            Peers = Most(errors, e => e.Peer),
            Servers = Most(errors, e => e.Server),
            Quotes = [.. errors.SelectMany(e => e.Group.Samples).OrderByDescending(s => s.Time).Take(MostQuotes).Select(s => new LogQuote(s.Source, s.Line))],
        };
    }

    private static ImmutableArray<Counted> Most(ErrorPicture[] errors, Func<ErrorGroup, string?> of) =>
        [.. errors.Where(e => of(e.Group) is not null).GroupBy(e => of(e.Group)!).Select(g => new Counted(g.Key, g.Sum(e => e.Group.Count)))
            .OrderByDescending(c => c.Count).Take(MostNamed)];
}
