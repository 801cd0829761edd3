using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts failed requests by reason. Bounded: of peers, servers and routes of a reason beyond the first 2,000 only the request counts.</summary>
internal sealed class ReasonTable
{
    private readonly Dictionary<string, ReasonTally> _tallies = [];

    internal bool IsEmpty => _tallies.Count == 0;

    internal void Add(in FailureView failed)
    {
        if (!_tallies.TryGetValue(failed.Reason.Id, out var tally))
        {
            _tallies[failed.Reason.Id] = tally = new ReasonTally(failed.Reason);
        }
        tally.Add(failed);
    }

    internal void Add(ReasonTable other)
    {
        foreach (var (id, theirs) in other._tallies)
        {
            if (_tallies.TryGetValue(id, out var mine))
            {
                mine.Add(theirs);
            }
            else
            {
                _tallies[id] = theirs;
            }
        }
    }

    /// <summary>The reasons, most first.</summary>
    /// <param name="logs">The time that the logs cover.</param>
    internal ImmutableArray<ReasonPicture> ToPictures(LogSpan logs) =>
        [.. _tallies.Values.Select(t => t.ToPicture(logs)).OrderByDescending(r => r.Count).ThenBy(r => r.Reason.Id, StringComparer.Ordinal)];
}
