using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Monitoring;

/// <summary>How many of the requests in the window ended with a gateway error, by the access logs.</summary>
/// <param name="Failed">Requests answered 502, 503 or 504.</param>
/// <param name="Requests">All requests of which the status is known.</param>
/// <param name="IsWhole">False when a log was not read through or not everything was kept apart: there may be more.</param>
internal sealed record FailedShare(long Failed, long Requests, bool IsWhole)
{
    /// <summary>0 to 100.</summary>
    public double Percent => Requests == 0 ? 0 : 100.0 * Failed / Requests;

    /// <summary>Counts; null when no access log tells anything.</summary>
    public static FailedShare? Of(Scene scene)
    {
        ImmutableArray<LogSummary> read =
        [
            .. from log in scene.Instances.SelectMany(i => i.Logs).DistinctBy(l => (l.Path, l.Summary.Seen?.From, l.Summary.Seen?.Lines))
               where log.Kind == LogKind.Access && log.Summary.Seen is { Tells: true }
               select log.Summary.Seen,
        ];
        if (read.IsEmpty)
        {
            return null;
        }

        var groups = read.SelectMany(s => s.Accesses.OrEmpty()).ToList();
        return new FailedShare(
            groups.Where(g => g.Status is 502 or 503 or 504).Sum(g => g.Count),
            groups.Sum(g => g.Count),
            read.All(s => s is { Cut: null, Dropped: 0 }));
    }
}
