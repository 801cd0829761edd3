using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A static host name of an upstream: nginx asks for its address once, when it loads the configuration (ngx_inet_resolve_host), and keeps it.</summary>
public sealed class UpstreamNameResolvedOnce : ICheck
{
    private static readonly NginxVersion KnowsResolve = new(1, 27, 3);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "upstream-name-resolved-once", CheckGroup.Reaching, LintSeverity.Warning, "An upstream's host name is resolved only when nginx loads")
    {
        LeadsTo = ["dns-stale", "container-address-stale", "dns-failure"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        Passes(subject).Concat(Servers(subject)).Select(found => Complaint.At(
            found.Directive,
            $"\"{found.Host}\" is resolved once, when nginx loads: after the address changes, as a container's does when it is made anew, requests still go to the old one; and nginx does not start while the name cannot be resolved",
            subject.Version >= KnowsResolve
                ? "put it into an upstream block with \"zone\", \"resolver\" and the parameter \"resolve\", or into a variable with a \"resolver\""
                : "put the name into a variable in the pass directive and set a \"resolver\""));

    /// <summary>In a fragment a bare word may be a group that is written elsewhere.</summary>
    private static IEnumerable<(Directive Directive, string Host)> Passes(LintSubject subject) =>
        from pass in subject.Model.Passes
        where !pass.HasVariables && pass.Address is not null
        let address = pass.Address
        where Changes(address) && (!subject.IsFragment || address.Host.Contains('.', StringComparison.Ordinal))
        select (pass.Directive, address.Host);

    private static IEnumerable<(Directive Directive, string Host)> Servers(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        from server in upstream.Servers
        where server is { Resolve: false, Down: false } && Changes(server.Address)
        select (server.Directive, server.Address.Host);

    /// <summary>A name whose address is not fixed by the machine's own hosts file, as localhost and Docker's host-gateway are.</summary>
    private static bool Changes(PeerAddress address) =>
        Peers.IsName(address) && !address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && address.Host != "host.docker.internal";
}
