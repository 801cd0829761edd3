using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Failures of one kind over time, to be drawn beside others.</summary>
/// <param name="Label">"502", or a reason in words.</param>
/// <param name="Total">How many.</param>
/// <param name="Times">When.</param>
internal sealed record FailureSeries(string Label, long Total, ImmutableArray<TimeSeries> Times)
{
    /// <summary>By status of the answers; by what nginx makes of the reasons where no access log tells.</summary>
    public static ImmutableArray<FailureSeries> ByStatus(LogPicture picture)
    {
        var told = picture.Statuses.Where(s => LogVerdict.IsFailure(s.Status) && s.Count > 0)
            .Select(s => new FailureSeries(s.Status.ToString(CultureInfo.InvariantCulture), s.Count, [s.Times]));
        var guessed = picture.Reasons.GroupBy(r => r.Reason.Status == "-" ? "other" : r.Reason.Status)
            .Select(g => new FailureSeries(g.Key, g.Sum(r => r.Count), [.. g.Select(r => r.Times)]));
        return [.. (told.Any() ? told : guessed).OrderByDescending(s => s.Total)];
    }

    /// <summary>By reason; those beyond the most are one.</summary>
    public static ImmutableArray<FailureSeries> ByReason(LogPicture picture, int most)
    {
        var kept = picture.Reasons.Length > most ? most - 1 : most;
        var first = picture.Reasons.Take(kept).Select(r => new FailureSeries(r.Reason.Title, r.Count, [r.Times]));
        var rest = picture.Reasons.Skip(kept).ToList();
        return rest.Count == 0 ? [.. first] : [.. first, new FailureSeries($"{rest.Count} other reasons", rest.Sum(r => r.Count), [.. rest.Select(r => r.Times)])];
    }

    /// <summary>A grid for them: over all the logs, or closer round the failures where these fill less than a twentieth of it.</summary>
    public static TimeGrid? Grid(LogPicture picture, IReadOnlyCollection<FailureSeries> series, int most)
    {
        var drawn = series.SelectMany(s => s.Times).Where(t => t.Step > TimeSpan.Zero && t.Counts.Any(c => c > 0)).ToList();
        if (drawn.Count == 0)
        {
            return null;
        }

        var (first, last) = (drawn.Min(FirstOf), drawn.Max(LastOf));
        var (from, to) = (picture.From is { } f && f < first ? f : first, picture.To is { } t && t > last ? t : last);
        if ((to - from).TotalSeconds > 20 * Math.Max(60, (last - first).TotalSeconds))
        {
            var margin = Math.Max(60, (last - first).TotalSeconds / 2);
            from = (first - from).TotalSeconds > margin ? first.AddSeconds(-margin) : from;
            to = (to - last).TotalSeconds > margin ? last.AddSeconds(margin) : to;
        }

        return TimeGrid.Over(from, to, drawn.Max(s => s.Step), most);
    }

    private static DateTimeOffset FirstOf(TimeSeries series) => At(series, series.Counts.TakeWhile(c => c <= 0).Count());

    private static DateTimeOffset LastOf(TimeSeries series) => At(series, series.Counts.Length - 1 - series.Counts.Reverse().TakeWhile(c => c <= 0).Count());

    private static DateTimeOffset At(TimeSeries series, int bucket) => new TimeGrid(series.Start, series.Step, series.Counts.Length).At(bucket);
}
