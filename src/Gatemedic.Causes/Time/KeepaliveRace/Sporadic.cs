using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>How often, and at which requests, connections end early.</summary>
/// <param name="Failures">Lines of the error log.</param>
/// <param name="Answered">Requests that the peer answered in the same window; null when no log tells.</param>
/// <param name="Retried">Requests of which a first try failed and the next was answered.</param>
/// <param name="Methods">Methods of the failing requests that are known.</param>
/// <param name="AlwaysFails">A path that failed more than once and was never answered; null when there is none.</param>
/// <param name="Wavers">A path of those that failed was answered as well.</param>
internal sealed record Sporadic(long Failures, long? Answered, long Retried, ImmutableArray<string> Methods, string? AlwaysFails, bool Wavers)
{
    // ngx_http_upstream_next retries all others on a cached connection, whatever the group's size.
    private static readonly string[] NotRetried = ["POST", "PATCH", "LOCK"];

    /// <summary>Only methods that nginx does not send again.</summary>
    public bool OnlyNotRetried => Methods.Length > 0 && Methods.All(m => NotRetried.Contains(m));

    /// <summary>Few among many: at most one in ten.</summary>
    public bool IsRare => Answered is { } answered && answered >= 9 * Failures;

    /// <summary>What the logs of a target tell.</summary>
    public static Sporadic Of(Target target, ImmutableArray<ErrorGroup> groups)
    {
        var endpoints = target.Endpoints.Select(e => e.ToString()).ToHashSet();
        var logs = target.Instance.Logs.Where(l => l.Kind == LogKind.Access).Select(l => l.Summary.Seen).OfType<LogSummary>().ToList();
        var accesses = logs.SelectMany(l => l.Accesses.OrEmpty()).ToList();
        var own = accesses.Where(g => g.Peers.OrEmpty().Any(endpoints.Contains)).ToList();
        var onlyTarget = target.IsOnlyOne;
        var failing = groups.SelectMany(g => g.Samples).Select(s => FailingRoutes.RequestPath(s.Request)).OfType<string>().ToHashSet();
        var records = logs.SelectMany(l => l.Paths.OrEmpty()).Where(r => failing.Contains(r.Path)).ToList();
        return new Sporadic(
            groups.Sum(g => g.Count),
            own.Count > 0 ? own.Where(g => IsAnswer(g.PeerStatuses.LastOrDefault())).Sum(g => g.Count)
                : onlyTarget && accesses.Count > 0 ? accesses.Where(g => g.Status is >= 200 and < 499).Sum(g => g.Count)
                : null,
            own.Where(g => g.PeerStatuses.Length > 1 && g.PeerStatuses[0] == "502" && IsAnswer(g.PeerStatuses[^1])).Sum(g => g.Count),
            [.. groups.SelectMany(g => g.Samples).Select(s => s.Request?.Split(' ')[0]).OfType<string>().Distinct()],
            records.FirstOrDefault(r => r is { Failures: > 1, LastSuccess: null, LastFailureStatus: 502 })?.Path,
            records.Any(r => r.Wavers || r.LastSuccess is not null));
    }

    private static bool IsAnswer(string? status) => status is { Length: 3 } && status[0] is '2' or '3' or '4';
}
