using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Verification with the default <c>*_ssl_name</c> towards a group: the certificate is compared with the group's name, which no certificate has.</summary>
public sealed class TlsVerifyAgainstGroupName : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "tls-verify-against-group-name", CheckGroup.Speaking, LintSeverity.Warning, "An upstream's certificate is verified against the name of the group")
    {
        LeadsTo = ["tls-verify"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { Protocol: Protocol.Https or Protocol.Grpcs, HasVariables: false } && pass.Upstream is not null && !pass.Upstream.Name.Contains('.', StringComparison.Ordinal) && !Peers.BearServersName(pass.Upstream)
        let prefix = pass.Protocol.DirectivePrefix()
        where subject.Model.Effective(pass, prefix + "ssl_name").File is null
        where !subject.IsFragment && subject.Words(pass, prefix + "ssl_verify") is ["on"]
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            $"the certificate is verified against \"{pass.Upstream!.Name}\", the name of the group, because {prefix}ssl_name is not set: no public certificate has that name",
            $"set \"{prefix}ssl_name\" to the name in the certificate");
}
