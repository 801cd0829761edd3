using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A group whose servers are all down (502, no live upstreams), all backups or none at all (nginx refuses it, ngx_http_upstream_init_round_robin).</summary>
public sealed class AllPeersDown : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "all-peers-down", CheckGroup.Reaching, LintSeverity.Error, "A group has no server that nginx could ask")
    {
        LeadsTo = ["upstream-down", "config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        let why = Why(upstream)
        where why is not null
        select Complaint.At(upstream.Directive, $"the group \"{upstream.Name}\" {why}", "let at least one server without \"down\" and \"backup\" stand in it");

    private static string? Why(UpstreamBlock upstream) =>
        upstream.Servers.All(s => s.Backup) ? "has no server but backups, and nginx refuses it: no servers in upstream"
        : Peers.Count(upstream) is (0, 0) ? "has only servers that are down: every request is answered with 502, no live upstreams"
        : null;
}
