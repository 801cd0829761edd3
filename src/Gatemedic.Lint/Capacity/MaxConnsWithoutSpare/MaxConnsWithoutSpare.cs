using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Every server of a group is limited: the request after the last gets 502 at once, for open-source nginx has no queue.</summary>
public sealed class MaxConnsWithoutSpare : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "max-conns-without-spare", CheckGroup.Capacity, LintSeverity.Note, "All servers of a group have max_conns, so requests beyond it get 502 at once")
    {
        LeadsTo = ["upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        where upstream.Kind == ServerKind.Http && !upstream.Directive.Children().Any(d => d.Name == "queue")
        let servers = upstream.Servers.Where(s => !s.Down).ToList()
        let total = servers.Sum(Limit)
        where servers.Count > 0 && servers.TrueForAll(s => Limit(s) > 0)
        select Complaint.At(
            upstream.Directive,
            $"the group takes {total} connections at once; the next request is answered 502 (no live upstreams) without waiting",
            "give the group a server without max_conns as backup, or limit requests at the front with limit_conn and a status of your own");

    private static int Limit(UpstreamServer server) =>
        server.Directive.Args.Select(a => a.StartsWith("max_conns=", StringComparison.Ordinal) && int.TryParse(a["max_conns=".Length..], out var n) ? n : 0).Max();
}
