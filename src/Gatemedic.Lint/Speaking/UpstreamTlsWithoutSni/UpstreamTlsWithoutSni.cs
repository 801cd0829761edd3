using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A TLS upstream that is named by a host name but is not told that name: servers of many sites refuse the handshake.</summary>
public sealed class UpstreamTlsWithoutSni : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "upstream-tls-without-sni", CheckGroup.Speaking, LintSeverity.Warning, "A TLS upstream with a host name gets no server name (SNI) in the handshake")
    {
        LeadsTo = ["tls-handshake"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Protocol is Protocol.Https or Protocol.Grpcs
        let directive = pass.Protocol.DirectivePrefix() + "ssl_server_name"
        where subject.Words(pass, directive) is not ["on"]
        let host = HostName(pass)
        where host is not null
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            $"the handshake with \"{host}\" carries no server name, because {directive} is off: a server of several sites refuses it or answers with another site's certificate",
            pass.Upstream is null ? $"set \"{directive} on;\" beside it" : $"set \"{directive} on;\" beside it, and \"{pass.Protocol.DirectivePrefix()}ssl_name\" to the name that the servers answer to");

    /// <summary>The name that the upstream is known by, null when none is written that a server of several sites could have.</summary>
    private static string? HostName(Pass pass) =>
        Peers.Of(pass).FirstOrDefault(a => Peers.IsName(a) && a.Host.Contains('.', StringComparison.Ordinal))?.Host;
}
