using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A server with <c>resolve</c> in a group for which neither the group nor the block around it names a <c>resolver</c>: nginx refuses it (ngx_http_upstream_init_round_robin).</summary>
public sealed class ResolveWithoutResolver : ICheck
{
    private static readonly NginxVersion Known = new(1, 27, 3);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolve-without-resolver", CheckGroup.Reaching, LintSeverity.Error, "An upstream server uses resolve, but no resolver holds for its group")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.IsFragment || subject.Version < Known
            ? []
            : from upstream in subject.Model.Upstreams
              where Peers.Lines(upstream, "zone").Any() && !Peers.Lines(upstream, "resolver").Any()
              where !subject.All("resolver").Any(r => r.Context == (upstream.Kind == ServerKind.Http ? "http" : "stream"))
              from server in upstream.Servers
              where server.Resolve && Peers.IsName(server.Address)
              select Complaint.At(
                  server.Directive,
                  $"no resolver holds for the group \"{upstream.Name}\", so nginx refuses \"resolve\"; one inside a server or location does not count",
                  "write a \"resolver\" into the group or into the block around it");
}
