using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Takes away the route that stops packets, or says what to look for: a machine, a router, an address.</summary>
internal static class HostUnreachableRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, PeerAddress endpoint, RouteFacts? route)
    {
        var enter = string.Concat(target.EnterNetwork().Select(w => w + " "));
        string[] words = [.. target.EnterNetwork(), .. Tool(endpoint).Split(' '), "route"];
        return route?.Blocking is { } blocking
            ?
            [
                new Remedy
                {
                    Id = "delete-blocking-route",
                    Title = $"Delete the route \"{blocking}\"",
                    // "replace" adds what is not there, and leaves what is.
                    Steps = [new Step(StepKind.Set, $"route {blocking}", new HostCommand([.. words, "del", .. blocking.Split(' ')]), new HostCommand([.. words, "replace", .. blocking.Split(' ')]))],
                    Risk = Risk.Medium,
                    Automatic = true,
                    Verify = $"{Tool(endpoint)} route get {endpoint.Host} names a device, and the failing request answers",
                    Undo = $"{enter}{Tool(endpoint)} route add {blocking}",
                },
                Look(endpoint, enter, route),
            ]
            : [Look(endpoint, enter, route)];
    }

    private static Remedy Look(PeerAddress endpoint, string enter, RouteFacts? route) => new()
    {
        Id = "find-the-way",
        Title = route is { Errno: not 0 } ? $"Give this host a route to {endpoint.Host}, or nginx the right address"
            : route is { Gateway: { } gateway, IsNeighbourMissing: true } ? $"Bring the router {gateway} back, or route {endpoint.Host} another way"
            : $"Start the machine that has {endpoint.Host}, or give nginx its present address",
        Commands = [$"{enter}{Tool(endpoint)} route get {endpoint.Host}", $"{enter}{Tool(endpoint)} neigh show", $"{enter}ping -c 3 {endpoint.Host}"],
        Risk = Risk.None,
        Verify = $"nc -vz {endpoint.Host} {endpoint.Port}",
        Undo = "nothing was changed: the commands only look",
    };

    private static string Tool(PeerAddress endpoint) => endpoint.Host.Contains(':', StringComparison.Ordinal) ? "ip -6" : "ip";
}
