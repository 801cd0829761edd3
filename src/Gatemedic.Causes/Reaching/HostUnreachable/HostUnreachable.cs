using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>There is no way to the upstream's machine, or no such machine on the segment.</summary>
public sealed class HostUnreachable : ICause
{
    private const int NoHost = 113;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("host-unreachable", CauseGroup.Reaching)
    {
        Rivals = ["firewall-blocked", "connect-timeout", "container-address-stale", "container-network"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        from failure in target.ConnectFailuresOf().Take(1)
        where failure.Kind is ConnectFailureKind.Silent or ConnectFailureKind.Unreachable && !target.IsLocal(failure.Endpoint)
        select Judge(target, failure);

    private static Verdict Judge(Target target, ConnectFailure failure)
    {
        var (host, look) = (failure.Endpoint.Host, $"ip route get {failure.Endpoint.Host}");
        var verdict = new Verdict(target).Fails(failure).Ask(target.RouteQuestion(failure.Endpoint)).Ask(target.FilterQuestion(failure.Endpoint));
        if (target.FilterTo(failure.Endpoint) is { Verdict: FilterVerdict.Drops or FilterVerdict.Rejects } filter)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, $"{FilterWording.Rule(filter)} stops the packets before they leave", FilterWording.Source(filter));
        }

        var route = target.RouteTo(failure.Endpoint);
        var why = route switch
        {
            null => null,
            { Blocking: { } blocking } => $"the route \"{blocking}\" stops every packet to {host}",
            { Errno: 22 } => $"a blackhole route swallows every packet to {host}",
            { Errno: 13 } => $"a route prohibits {host}",
            { Errno: NoHost } => $"a route says that {host} is unreachable",
            { Errno: not 0 } => $"this host has no route to {host}",
            { IsNeighbourMissing: true, Gateway: { } gateway } => $"the router {gateway}, by which packets to {host} go, does not answer on {route.Device} ({route.Neighbour})",
            { IsNeighbourMissing: true } => $"no machine on the segment of {route.Device} answers for {host} ({route.Neighbour})",
            _ => null,
        };
        if (why is not null)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Kernel, why, route!.Errno != 0 ? look : "ip neigh show");
        }
        else if (failure.Kind == ConnectFailureKind.Silent)
        {
            return verdict.Against(Weigh.Strong, EvidenceKind.Kernel, route is null ? $"whether there is a way to {host} was not looked at" : $"there is a way to {host}, {Way(route)}", look);
        }
        else if (failure.Errno is not (101 or 112 or NoHost))
        {
            // EACCES, EPERM and EINVAL come of routes, but also of security modules: without the route they say little.
            verdict.Against(Weigh.Strong, EvidenceKind.Kernel, route is null ? $"whether there is a way to {host} was not looked at" : $"there is a way to {host}, {Way(route)}", look);
        }
        else if (route is { Gateway: null, IsNeighbourThere: true })
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, $"{host} answers on its segment, so the refusal is its own", "ip neigh show");
        }
        else if (route is { Gateway: { } router })
        {
            verdict.For(Weigh.Slight, EvidenceKind.Kernel, $"a router behind {router} says that there is no way further", $"mtr -n -c 3 -r {host}");
        }

        verdict.Title = why is null ? $"There is no way to {failure.Endpoint}" : $"{failure.Endpoint} cannot be reached: {why}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {failure.Endpoint}, and packets never come there{(why is null ? "" : ": " + why)}. "
            + "The machine is down, has another address now, or the network between is not what the configuration assumes.";
        verdict.Remedies = HostUnreachableRemedy.For(target, failure.Endpoint, route);
        return verdict;
    }

    private static string Way(RouteFacts route) => route.Errno != 0 ? "by no device" : $"by {route.Device}{(route.Gateway is { } gateway ? $" and the router {gateway}" : "")}";
}
