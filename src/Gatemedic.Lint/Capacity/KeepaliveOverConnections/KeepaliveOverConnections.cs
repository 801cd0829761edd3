using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Idle upstream connections may take most of a worker's connections (ngx_http_upstream_keepalive_module keeps its number for each worker).</summary>
public sealed class KeepaliveOverConnections : ICheck
{
    private const int DefaultConnections = 512;

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "keepalive-over-connections", CheckGroup.Capacity, LintSeverity.Warning, "Idle upstream connections may use up the worker's connections")
    {
        LeadsTo = ["worker-connections"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var groups = subject.All("keepalive").Where(p => p.Context == "upstream").ToList();
        var kept = groups.Sum(p => Number(p.Directive) ?? 0);
        var connections = subject.All("worker_connections").Select(p => Number(p.Directive)).FirstOrDefault(n => n is not null) ?? DefaultConnections;
        return subject.IsFragment || kept * 2 <= connections ? [] : groups
            .OrderByDescending(p => Number(p.Directive)).Take(1)
            .Select(p => Complaint.At(
                p.Directive,
                $"{groups.Count} upstream group{(groups.Count == 1 ? "" : "s")} may keep {kept} idle connections in each worker, which has {connections} in all: little is left for clients",
                "lower keepalive to what the upstream needs at once, or raise worker_connections"));
    }

    private static long? Number(Directive directive) => directive.Args is [var word, ..] && long.TryParse(word, out var number) ? number : null;
}
