namespace Gatemedic.Lint;

/// <summary>A limit of connections that each worker counts for itself, because the group has no shared memory (ngx_http_upstream_round_robin: peer->conns is local then).</summary>
public sealed class MaxConnsWithoutZone : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "max-conns-without-zone", CheckGroup.Capacity, LintSeverity.Warning, "max_conns without a zone is counted by each worker for itself")
    {
        LeadsTo = ["upstream-reset", "backlog-overflow"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        where !upstream.Directive.Children().Any(d => d.Name == "zone") && !OneWorker(subject)
        from server in upstream.Servers
        let limit = server.Directive.Args.FirstOrDefault(a => a.StartsWith("max_conns=", StringComparison.Ordinal))
        where limit is not null and not "max_conns=0"
        select Complaint.At(
            server.Directive,
            $"{limit} holds for each worker, so the upstream may get that many times the number of workers",
            $"add \"zone {upstream.Name} 64k;\" to the group");

    private static bool OneWorker(LintSubject subject) =>
        !subject.IsFragment && !subject.All("worker_processes").Any(p => p.Directive.Args is not ["1"]);
}
