namespace Gatemedic.Lint;

/// <summary><c>Connection: close</c> or HTTP/1.0 written towards a group: since 1.29.7 nginx keeps connections to groups by default, and these lines end that.</summary>
public sealed class LegacyConnectionClose : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "legacy-connection-close", CheckGroup.Speaking, LintSeverity.Note, "An old line turns off the connections that nginx keeps to groups by default")
    {
        LeadsTo = ["ephemeral-ports"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.Version < ProxyHeaders.KeepsByDefault
            ? []
            : from pass in subject.Model.Passes
              where ProxyHeaders.IsHttp(pass) && pass.Upstream is not null && !Peers.Lines(pass.Upstream, "keepalive").Any(k => k.Args is ["0", ..])
              let line = ProxyHeaders.HttpVersion(subject, pass) == "1.0" ? "proxy_http_version 1.0"
                  : ProxyHeaders.Value(subject, pass, "Connection") is { } c && c.Equals("close", StringComparison.OrdinalIgnoreCase) ? "proxy_set_header Connection close"
                  : null
              where line is not null
              select Complaint.At(
                  pass.Directive,
                  $"nginx {subject.Version} keeps connections to the group \"{pass.Upstream!.Name}\" by default, but \"{line}\" closes each",
                  "remove the line if closing is not meant; write \"keepalive 0;\" into the group if it is");
}
