using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>No local port is left for a new connection to the upstream.</summary>
public sealed class EphemeralPorts : ICause
{
    // The kernel tries only half of the ports at first and gives up early when it finds few free ones.
    private const double Spent = 0.8;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("ephemeral-ports", CauseGroup.Capacity)
    {
        Rivals = ["localhost-ipv6"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        from failure in target.ConnectFailuresInWindow().Where(f => f.Kind == ConnectFailureKind.NoLocalPort).Take(1)
        select Judge(target, failure);

    private static Verdict Judge(Target target, ConnectFailure failure)
    {
        var verdict = new Verdict(target).Fails(failure);
        var usage = PortUsage.Of(target, failure.Endpoint);
        var binds = target.Effective("proxy_bind") is { Text: not "" and not "off" } value ? value : null;
        if (usage is { IsKnown: true })
        {
            var isSpent = usage.Taken >= Spent * usage.Ports;
            verdict.Weighs(
                isSpent ? Weigh.Decisive : -Weigh.Moderate,
                EvidenceKind.Limit,
                $"{usage.Text} lead to {failure.Endpoint}, and the kernel has {usage.Ports} local ports to give ({usage.First} to {usage.Last})",
                "ss -tan; sysctl net.ipv4.ip_local_port_range");
            if (!isSpent && !target.ConnectFailuresOf().Contains(failure))
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{failure.Endpoint} takes connections now, and ports are free again", $"probe {failure.Endpoint}");
            }
        }
        else if (IPAddress.TryParse(failure.Endpoint.Host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Kernel, "the same error comes of IPv6 that is switched off, and the ports were not looked at", "ip -6 address");
        }

        if (binds is not null)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Config, $"proxy_bind {binds.Text} ties all connections to one local address", binds.Where);
        }

        verdict.Title = $"No local port is left for connections to {failure.Endpoint}";
        verdict.Explanation =
            $"Each connection from here to {failure.Endpoint} needs a local port of its own, and a closed one keeps it for a minute (TIME_WAIT). "
            + (usage is { IsKnown: true } ? $"{usage.Text} hold them now; {usage.Ports} exist. " : "All of them are in use. ")
            + "nginx opens a new connection for each request unless connections to the upstream are kept.";
        verdict.Remedies = EphemeralPortsRemedy.For(target, failure.Endpoint, usage);
        return verdict;
    }
}
