using System.Collections.Immutable;
using System.Net;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A port of this host that leads into a container whose application does not take the connections there.</summary>
/// <param name="Container">The container.</param>
/// <param name="Port">How the port was published.</param>
/// <param name="Bound">The container's own loopback listener on that port, which no connection from outside reaches; null where nothing listens on it.</param>
/// <param name="Others">What else the container listens on where connections from outside arrive.</param>
public sealed record DeadEnd(Container Container, PublishedPort Port, Listener? Bound, ImmutableArray<Listener> Others);

/// <summary>
/// Follows published ports into containers. Docker's proxy takes the connection before it asks the container, and ends it when nobody answers
/// there: seen from nginx the application closes connections.
/// </summary>
public static class PublishedPeers
{
    /// <summary>The container behind the target's published port, where nothing in it takes what arrives; null otherwise, and where its listeners were not seen.</summary>
    public static DeadEnd? DeadEndOf(this Target target)
    {
        var scene = target.Scene;
        if (target.Address.IsUnix || target.IsWell || target.Probes.IsEmpty || target.Space != scene.HostNetNs())
        {
            return null;
        }

        var found = from container in scene.AllContainers()
                    where container.IsRunning && container.NetNs.Length > 0
                    from port in container.Published.OrEmpty()
                    where target.Endpoints.Any(e => Leads(port, e))
                    let listeners = scene.ListenersIn(container).ToList()
                    // A container of which nothing is seen may be one into which nobody could look.
                    where listeners.Count > 0 && !listeners.Exists(l => l.Port == port.Port && !IsLoopback(l))
                    select new DeadEnd(
                        container, port, listeners.Find(l => l.Port == port.Port), [.. listeners.Where(l => !IsLoopback(l)).OrderBy(l => l.Port)]);
        return found.FirstOrDefault();
    }

    /// <summary>Adds what nginx and the probe see of a dead end: a connection that is refused, or taken and ended at once.</summary>
    public static Verdict Ended(this Verdict verdict, Target target)
    {
        verdict.Refused(target);
        if (target.Probes.FirstOrDefault(p => p.Result.Outcome is ProbeOutcome.ClosedEarly or ProbeOutcome.Reset) is { } probed)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"{probed.Endpoint} takes the connection and ends it: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }

        if (target.BrokenOff() is [var group, ..])
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, group.Says($"{group.Peer}: {group.AsWritten()}, while {group.Action}"), group.Samples[0].Source);
        }

        return verdict;
    }

    private static bool Leads(PublishedPort port, PeerAddress endpoint) =>
        port.HostPort == endpoint.Port && IPAddress.TryParse(port.HostAddress, out var bound) && IPAddress.TryParse(endpoint.Host, out var wanted)
        && bound.AddressFamily == wanted.AddressFamily
        && (bound.Equals(wanted) || bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any));

    private static bool IsLoopback(Listener listener) => IPAddress.TryParse(listener.Address, out var address) && IPAddress.IsLoopback(address);
}
