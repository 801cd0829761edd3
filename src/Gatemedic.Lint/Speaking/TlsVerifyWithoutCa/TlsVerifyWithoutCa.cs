using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Verification of the upstream's certificate without <c>*_ssl_trusted_certificate</c>: nginx refuses the configuration (ngx_http_proxy_set_ssl).</summary>
public sealed class TlsVerifyWithoutCa : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "tls-verify-without-ca", CheckGroup.Speaking, LintSeverity.Error, "Certificates of the upstream are verified, but no trusted ones are given")
    {
        LeadsTo = ["config-invalid", "tls-verify"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.IsFragment ? [] : subject.Model.Passes
        where MaySpeakTls(pass)
        let prefix = pass.Protocol.DirectivePrefix()
        where subject.Words(pass, prefix + "ssl_verify") is ["on"] && subject.Words(pass, prefix + "ssl_trusted_certificate") is [] or [""]
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            $"{prefix}ssl_verify is on, but nothing says whom to trust: nginx refuses this with \"no {prefix}ssl_trusted_certificate for {prefix}ssl_verify\"",
            $"set \"{prefix}ssl_trusted_certificate\" to the authorities' file, for instance /etc/ssl/certs/ca-certificates.crt");

    /// <summary>nginx prepares TLS for these when it loads; a pass with variables may turn out to be one, so it counts whatever its scheme.</summary>
    private static bool MaySpeakTls(Pass pass) =>
        pass.Protocol is Protocol.Https or Protocol.Grpcs
        || (pass.HasVariables && pass.Protocol is (Protocol.Http or Protocol.Grpc or Protocol.Uwsgi))
        || (pass.Protocol == Protocol.Uwsgi && pass.Directive.Args[0].StartsWith("suwsgi://", StringComparison.OrdinalIgnoreCase));
}
