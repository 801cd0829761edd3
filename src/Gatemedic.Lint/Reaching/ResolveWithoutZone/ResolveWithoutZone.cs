using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A server with <c>resolve</c> in a group without <c>zone</c>: nginx refuses it (ngx_http_upstream_init_round_robin).</summary>
public sealed class ResolveWithoutZone : ICheck
{
    private static readonly NginxVersion Known = new(1, 27, 3);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolve-without-zone", CheckGroup.Reaching, LintSeverity.Error, "An upstream server uses resolve, but its group has no zone")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        where subject.Version >= Known && !Peers.Lines(upstream, "zone").Any()
        from server in upstream.Servers
        where server.Resolve && Peers.IsName(server.Address)
        select Complaint.At(
            server.Directive,
            $"the group \"{upstream.Name}\" has no shared memory, so nginx refuses \"resolve\": resolving names at run time requires upstream to be in shared memory",
            $"write \"zone {upstream.Name} 64k;\" into the group");
}
