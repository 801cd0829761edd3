using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The local ports that connections to one endpoint hold, against those that there are.</summary>
/// <param name="Connections">By state, most first.</param>
/// <param name="First">ip_local_port_range, first.</param>
/// <param name="Last">And last; 0 when not known.</param>
internal sealed record PortUsage(ImmutableArray<ConnectionCount> Connections, int First, int Last)
{
    /// <summary>What was seen in nginx's network namespace; null when it was not looked at.</summary>
    public static PortUsage? Of(Target target, PeerAddress endpoint) => target.SpaceOf() is { } space
        ? new PortUsage([.. space.Connections.OrEmpty().Where(c => c.Remote == endpoint.ToString()).OrderByDescending(c => c.Count)], space.FirstLocalPort, space.LastLocalPort)
        : null;

    /// <summary>Both sides of the comparison are known.</summary>
    public bool IsKnown => Last > 0;

    /// <summary>Ports that the kernel may give.</summary>
    public int Ports => Last - First + 1;

    /// <summary>Ports that are taken towards the endpoint.</summary>
    public int Taken => Connections.Sum(c => c.Count);

    /// <summary>"480 connections (478 TIME_WAIT, 2 ESTABLISHED)".</summary>
    public string Text => Connections.IsEmpty ? "no connections" : $"{Taken} connections ({string.Join(", ", Connections.Take(3).Select(c => $"{c.Count} {c.State}"))})";
}
