using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The connection attempt gets no answer, and the cause is not visible from here.</summary>
[NoAutomaticFix("who swallows the packets cannot be seen from here")]
public sealed class ConnectTimeout : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("connect-timeout", CauseGroup.Reaching)
    {
        Rivals = ["firewall-blocked", "host-unreachable", "conntrack-full", "slow-upstream", "container-address-stale", "container-network"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        from failure in target.ConnectFailuresOf().Take(1)
        where failure.Kind == ConnectFailureKind.Silent
        select Judge(target, failure);

    private static Verdict Judge(Target target, ConnectFailure failure)
    {
        var endpoint = failure.Endpoint;
        var verdict = new Verdict(target).Fails(failure).Ask(target.FilterQuestion(endpoint)).Ask(target.RouteQuestion(endpoint)).Ask(target.HailQuestion(endpoint));
        var (filter, route) = (target.FilterTo(endpoint), target.RouteTo(endpoint));
        Explain(verdict, target, endpoint, filter, route);
        var limit = target.Effective(target.Protocol.DirectivePrefix() + "connect_timeout");
        verdict.Title = $"Connections to {endpoint} get no answer";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {endpoint}, and nobody answers the attempt to connect{(limit is null ? "" : $", for which nginx waits {limit.Text} ({limit.Where})")}. "
            + "A port on which nothing listens would be refused at once: so the machine is gone or swamped, or something on the way swallows the packets. Nothing on this host explains it.";
        verdict.Remedies = ConnectTimeoutRemedy.For(endpoint, route);
        return verdict;
    }

    private static void Explain(Verdict verdict, Target target, PeerAddress endpoint, FilterFacts? filter, RouteFacts? route)
    {
        if (filter is { Verdict: FilterVerdict.Drops or FilterVerdict.Rejects })
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, $"{FilterWording.Rule(filter)} stops the packets", FilterWording.Source(filter));
        }
        else if (route is { Errno: not 0 } or { IsNeighbourMissing: true })
        {
            verdict.Against(
                Weigh.Decisive,
                EvidenceKind.Kernel,
                route.Errno != 0 ? $"this host has no way to {endpoint.Host}" : $"{route.Gateway ?? endpoint.Host} does not answer on its segment ({route.Neighbour})",
                $"ip route get {endpoint.Host}");
        }
        else if (target.SpaceOf() is { } space && Tracking.IsFull(space))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Kernel, "the connection-tracking table is full", "nf_conntrack_count");
        }
        else if (target.ListenersOn(endpoint).FirstOrDefault(l => l is { Queue: { } queue, Backlog: { } backlog } && queue > backlog) is { } full)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"the accept queue of {full} is full ({full.Queue} wait, {full.Backlog} fit)", "ss -ltn");
        }
        else if (target.SignOfLife(endpoint) is { } sign && !target.IsLocal(endpoint))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{endpoint.Host} is there: {sign}", $"ping {endpoint.Host}");
        }
        else if (filter is { Verdict: FilterVerdict.Passes } && route is { Device: { } device })
        {
            var by = route.Gateway is { } gateway ? $"{device} to the router {gateway}" : device;
            verdict.For(Weigh.Moderate, EvidenceKind.Kernel, $"nothing on this host stops it: the packet filters let it through, and the route leads out by {by}", $"ip route get {endpoint.Host}");
        }
    }
}
