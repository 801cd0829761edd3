using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>How it stands.</summary>
internal enum LogState
{
    /// <summary>Requests fail up to the end of the logs.</summary>
    Failing,

    /// <summary>Requests failed and no longer do.</summary>
    Over,

    /// <summary>No failure is told.</summary>
    Clean,

    /// <summary>Nothing was read that could tell.</summary>
    Unknown,
}

/// <summary>What has to be read first: how many fail, of how many, since when, and whether it goes on.</summary>
internal sealed record LogVerdict(LogState State, long Failures, long Requests, ImmutableArray<Counted> Statuses, DateTimeOffset? First, DateTimeOffset? Last)
{
    /// <summary>The failures are requests; false where only error logs tell, whose records are tries.</summary>
    public bool CountsRequests => Requests > 0;

    /// <summary>Statuses that count as failures, as in <see cref="ServerPicture.Failures"/>.</summary>
    public static bool IsFailure(int status) => status is 499 or 502 or 503 or 504;

    /// <summary>Judges a report.</summary>
    public static LogVerdict Of(LogReport report)
    {
        var picture = report.Picture;
        var failing = picture.Statuses.Where(s => IsFailure(s.Status) && s.Count > 0).OrderByDescending(s => s.Count).ToList();
        var tries = picture.Requests > 0 ? [] : picture.Reasons;
        var failures = failing.Sum(s => s.Count) + tries.Sum(r => r.Count);
        if (failures == 0)
        {
            // A few known lines in much that is not known do not speak for the requests.
            var tells = picture.Requests > 0 || !picture.Errors.IsEmpty || picture.Sources.Any(s => s.Unrecognised < s.Lines - s.Unrecognised);
            var state = tells ? LogState.Clean : LogState.Unknown;
            return new LogVerdict(state, 0, picture.Requests, [], null, null);
        }

        var (first, last) = tries.IsEmpty ? (failing.Min(s => s.First), failing.Max(s => s.Last)) : (tries.Min(r => r.First), tries.Max(r => r.Last));
        return new LogVerdict(
            GoesOn(failures, first, last, picture.To) ? LogState.Failing : LogState.Over,
            failures,
            picture.Requests,
            [.. failing.Select(s => new Counted(s.Status.ToString(CultureInfo.InvariantCulture), s.Count))],
            first,
            last);
    }

    /// <summary>"2,310 of 120,544 requests failed (1.9 %)".</summary>
    public string Summary() => State switch
    {
        LogState.Unknown => "nothing was read that tells how requests ended",
        LogState.Clean when CountsRequests => $"none of {Figures.Count(Requests, "request", "requests")} failed",
        LogState.Clean => "no failure is told",
        _ when Statuses is [{ Text: "499" }] => $"clients gave up on {Figures.Count(Failures)} of {Figures.Count(Requests, "request", "requests")} ({Figures.Percent(Failures, Requests)})",
        _ when CountsRequests => $"{Figures.Count(Failures)} of {Figures.Count(Requests, "request", "requests")} failed ({Figures.Percent(Failures, Requests)})",
        _ => $"{Figures.Count(Failures, "failed try", "failed tries")} at upstreams (no access log tells of requests)",
    };

    /// <summary>"since 14:02:11 (38 min), and it goes on"; empty when nothing failed.</summary>
    public string When(LogReport report, LogClock clock)
    {
        if (First is not { } first || Last is not { } last)
        {
            return "";
        }

        var end = report.Picture.To is { } to && to > last ? to : last;
        var ended = report.Now - end > TimeSpan.FromMinutes(5) ? $", where the logs end ({Figures.Span(report.Now - end)} ago)" : "";
        var quiet = end - last >= TimeSpan.FromSeconds(1) ? $"; none in the {Figures.Span(end - last)} after it" : "";
        return State == LogState.Failing ? $"since {clock.Time(first)} ({Figures.Span(last - first)}), still going on at {clock.Time(end)}{ended}"
            : Failures == 1 ? $"once, at {clock.Time(last)}{quiet}"
            : $"from {clock.Range(first, last)} ({Figures.Span(last - first)}){quiet}{ended}";
    }

    /// <summary>The silence after the last failure is no longer than thrice what lies between two of them, or a minute.</summary>
    private static bool GoesOn(long failures, DateTimeOffset? first, DateTimeOffset? last, DateTimeOffset? end) =>
        failures > 1 && (end - last ?? TimeSpan.Zero) <= TimeSpan.FromSeconds(Math.Max(60, 3 * ((last - first) ?? TimeSpan.Zero).TotalSeconds / (failures - 1)));
}
