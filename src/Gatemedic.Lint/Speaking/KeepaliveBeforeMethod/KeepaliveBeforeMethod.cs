using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A balancing method after <c>keepalive</c>: before 1.29.7 it takes keepalive's place (each sets peer.init_upstream), and nginx only warns.</summary>
public sealed class KeepaliveBeforeMethod : ICheck
{
    private static readonly string[] Methods = ["ip_hash", "least_conn", "hash", "random", "least_time"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "keepalive-before-method", CheckGroup.Speaking, LintSeverity.Warning, "The balancing method stands after keepalive and switches it off")
    {
        LeadsTo = ["ephemeral-ports"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.Version >= ProxyHeaders.KeepsByDefault
            ? []
            : from upstream in subject.Model.Upstreams
              where upstream.Kind == ServerKind.Http
              let method = upstream.Directive.Children().SkipWhile(d => d.Name != "keepalive").FirstOrDefault(d => Methods.Contains(d.Name))
              where method is not null
              select Complaint.At(
                  method,
                  $"\"{method.Name}\" after \"keepalive\" takes its place: the group \"{upstream.Name}\" keeps no connection, and nginx only warns of a method redefined",
                  $"write \"{method.Name}\" before \"keepalive\"");
}
