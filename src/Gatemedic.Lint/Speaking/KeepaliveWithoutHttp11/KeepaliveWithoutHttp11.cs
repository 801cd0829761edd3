using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A group with <c>keepalive</c> and a pass that asks for every connection to be closed: before 1.29.7 that is nginx's default, for FastCGI it still is.</summary>
public sealed class KeepaliveWithoutHttp11 : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "keepalive-without-http11", CheckGroup.Speaking, LintSeverity.Warning, "A group keeps connections, but the pass to it closes each one")
    {
        LeadsTo = ["ephemeral-ports"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where subject.Version < ProxyHeaders.KeepsByDefault || pass.Protocol == Protocol.FastCgi
        where pass.Upstream is not null && Peers.Lines(pass.Upstream, "keepalive").Any(k => k.Args is [not "0", ..])
        let why = Why(subject, pass)
        where why is not null
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(pass.Directive, $"the group \"{pass.Upstream!.Name}\" has keepalive, but {why}: no connection is ever used again", Remedy(pass));

    private static string? Why(LintSubject subject, Pass pass)
    {
        if (pass.Protocol == Protocol.FastCgi)
        {
            return !subject.IsFragment && subject.Words(pass, "fastcgi_keep_conn") is not ["on"] ? "fastcgi_keep_conn is off" : null;
        }

        if (!ProxyHeaders.IsHttp(pass) || ProxyHeaders.Value(subject, pass, "Connection") is { } c && c.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return ProxyHeaders.HttpVersion(subject, pass) == "1.0" ? "the pass speaks HTTP/1.0 (proxy_http_version)"
            : ProxyHeaders.MayBeOutside(subject, pass) ? null
            : (ProxyHeaders.Value(subject, pass, "Connection") is not { } connection || connection.Equals("close", StringComparison.OrdinalIgnoreCase)) && ProxyHeaders.HttpVersion(subject, pass) != "2" ? "the pass sends \"Connection: close\""
            : null;
    }

    private static string Remedy(Pass pass) => pass.Protocol == Protocol.FastCgi
        ? "set \"fastcgi_keep_conn on;\" beside it"
        : "set \"proxy_http_version 1.1;\" and \"proxy_set_header Connection \\\"\\\";\" beside it";
}
