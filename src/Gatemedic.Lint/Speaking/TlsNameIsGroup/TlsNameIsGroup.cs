using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>SNI with the default <c>*_ssl_name</c> towards a group: the handshake carries the group's name, which the server does not know.</summary>
public sealed class TlsNameIsGroup : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "tls-name-is-group", CheckGroup.Speaking, LintSeverity.Warning, "The server name (SNI) sent to an upstream is the name of the group")
    {
        LeadsTo = ["tls-handshake"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { Protocol: Protocol.Https or Protocol.Grpcs, HasVariables: false } && pass.Upstream is not null && !pass.Upstream.Name.Contains('.', StringComparison.Ordinal) && !Peers.BearServersName(pass.Upstream)
        let prefix = pass.Protocol.DirectivePrefix()
        where subject.Model.Effective(pass, prefix + "ssl_name").File is null
        where !subject.IsFragment && subject.Words(pass, prefix + "ssl_server_name") is ["on"]
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            $"the handshake carries \"{pass.Upstream!.Name}\", the name of the group, because {prefix}ssl_name is not set: a server of several sites does not know it",
            $"set \"{prefix}ssl_name\" to the name that the servers answer to");
}
