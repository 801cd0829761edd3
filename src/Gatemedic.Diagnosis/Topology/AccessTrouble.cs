using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>What the access log says of a target.</summary>
public static class AccessTrouble
{
    /// <summary>
    /// Access groups with this status that concern the target: its address stands in them, or it is the only one that can be meant.
    /// Without those whose paths have all been answered since.
    /// </summary>
    public static ImmutableArray<AccessGroup> Accesses(this Target target, int status)
    {
        var endpoints = target.Endpoints.Select(e => e.ToString()).ToHashSet();
        var onlyTarget = target.IsOnlyOne;
        var logs = target.Instance.Logs.Select(l => l.Summary.Seen).OfType<LogSummary>().ToList();
        var records = logs.SelectMany(s => s.Paths.OrEmpty()).ToList();
        return [.. logs.SelectMany(s => s.Accesses.OrEmpty())
            .Where(g => g.Status == status)
            .Where(g => g.Peers.IsDefaultOrEmpty ? onlyTarget : endpoints.Contains(g.Peers[^1]))
            .Where(g => !AnsweredSince(g, records))];
    }

    private static bool AnsweredSince(AccessGroup group, List<PathRecord> records)
    {
        var paths = group.Samples.Select(s => s.Path).Distinct().ToList();
        return paths.Count > 0 && paths.All(path =>
            records.Where(r => r.Path == path).ToList() is { Count: > 0 } same && same.All(r => r.LastSuccess > group.Last));
    }
}
