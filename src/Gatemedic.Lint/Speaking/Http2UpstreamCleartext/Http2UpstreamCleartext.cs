using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>proxy_http_version 2</c> with <c>http://</c>: nginx starts with the HTTP/2 preface at once, and an application that speaks HTTP/1 only refuses it.</summary>
public sealed class Http2UpstreamCleartext : ICheck
{
    private static readonly NginxVersion Known = new(1, 29, 4);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "http2-upstream-cleartext", CheckGroup.Speaking, LintSeverity.Note, "HTTP/2 without TLS is spoken to an upstream, which most applications do not take")
    {
        LeadsTo = ["protocol-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where subject.Version >= Known && pass.Protocol == Protocol.Http && ProxyHeaders.HttpVersion(subject, pass) == "2"
        select Complaint.At(
            pass.Directive,
            "HTTP/2 is spoken here without TLS and without asking: an application that speaks HTTP/1 only, as most do behind a proxy, closes the connection or answers 400",
            "write \"proxy_http_version 1.1;\" unless the application is known to take HTTP/2 in plain text");
}
