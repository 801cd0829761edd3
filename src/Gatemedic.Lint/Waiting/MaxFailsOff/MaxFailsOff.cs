using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A server of a group that is never taken for failed: while it is dead, its share of the requests meets it first, every time (ngx_http_upstream_get_peer asks max_fails).</summary>
public sealed class MaxFailsOff : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "max-fails-off", CheckGroup.Waiting, LintSeverity.Note, "A dead server of a group keeps getting its share of the requests")
    {
        LeadsTo = ["upstream-down", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        where upstream.Kind == ServerKind.Http && upstream.Servers.Count(s => !s.Down) > 1
        from server in upstream.Servers
        let written = server.Directive.Args.FirstOrDefault(a => a is "max_fails=0" or "fail_timeout=0" or "fail_timeout=0s")
        where written is not null && !server.Down
        select Complaint.At(
            server.Directive,
            $"with {written} this server keeps its share of the requests while it is dead: each of them has to fail there first, and a POST that was sent is lost",
            "take the parameter away, or raise max_fails, so that the group learns which server is dead");
}
