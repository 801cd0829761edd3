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
        select Complaint.At(
            pass.Directive,
            $"the handshake with \"{host}\" carries no server name, because {directive} is off: a server of several sites refuses it or answers with another site's certificate",
            $"set \"{directive} on;\" beside it");

    /// <summary>The name that the upstream is known by, null when only addresses are written.</summary>
    private static string? HostName(Pass pass) =>
        pass.Address is { IsLiteral: false, IsUnix: false } address ? address.Host
        : pass.Upstream?.Servers.Select(s => s.Address).FirstOrDefault(a => a is { IsLiteral: false, IsUnix: false } && a.Host != "localhost")?.Host;
}
