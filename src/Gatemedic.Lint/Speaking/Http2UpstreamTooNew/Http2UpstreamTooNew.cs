using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>proxy_http_version 2</c> before 1.29.4: nginx refuses the value.</summary>
public sealed class Http2UpstreamTooNew : ICheck
{
    private static readonly NginxVersion Known = new(1, 29, 4);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "http2-upstream-too-new", CheckGroup.Speaking, LintSeverity.Error, "proxy_http_version 2 for an nginx that does not know it")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from version in subject.All("proxy_http_version")
        where subject.Version < Known && version.Directive.Args is ["2"]
        select Complaint.At(
            version.Directive,
            $"nginx {subject.Version} does not know HTTP/2 towards proxy_pass (known since {Known}) and refuses the configuration",
            "write 1.1, or use grpc_pass where the application speaks gRPC");
}
