using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>nginx's resolver asks for IPv6 addresses too and makes peers of them (ngx_resolver_create_name_query), although this machine cannot reach any.</summary>
public sealed class Ipv6ResolverOnV4Host : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "ipv6-resolver-on-v4-host", CheckGroup.Reaching, LintSeverity.Note, "The resolver takes IPv6 addresses, and this machine has none to reach them")
    {
        LeadsTo = ["host-unreachable"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.Host is not { LocalAddresses.IsSeen: true } host || subject.Instance is not { } instance || Addresses(host, instance).Any(IsGlobalIPv6) || !IsUsed(subject)
            ? []
            : subject.All("resolver")
                .Where(p => !p.IsStream && p.Context != "mail" && !p.Directive.Args.Contains("ipv6=off") && !p.Directive.Args.Contains("off"))
                .Select(p => Complaint.At(
                    p.Directive,
                    "this machine has no IPv6 address beyond itself, but nginx asks for IPv6 addresses of names and tries them: connect() fails (101: Network is unreachable), "
                        + "one try after the other is lost, and a name with more of them than tries gives 502",
                    "add ipv6=off")
                    with
                { Edits = [new Edit(p.Directive.File, p.Directive.Span.End - 1, p.Directive.Span.End - 1, " ipv6=off")] });

    /// <summary>Names are resolved while nginx runs: a variable in a pass, or a server with resolve.</summary>
    private static bool IsUsed(LintSubject subject) =>
        subject.Model.Passes.Any(p => p.HasVariables) || subject.Model.Upstreams.Any(u => u.Servers.Any(s => s.Resolve));

    private static ImmutableArray<string> Addresses(Scene host, NginxInstance instance) =>
        host.MasterOf(instance) is { SharesOurNetwork: false } master ? master.Addresses ?? [] : host.LocalAddresses.Or([]);

    private static bool IsGlobalIPv6(string address) =>
        IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(ip) && !ip.IsIPv6LinkLocal;
}
