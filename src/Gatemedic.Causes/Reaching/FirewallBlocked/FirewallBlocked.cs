using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>A packet filter drops or rejects the packets to the upstream: here, or on the other side.</summary>
public sealed class FirewallBlocked : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("firewall-blocked", CauseGroup.Reaching)
    {
        Details = ["local-drop", "local-reject", "remote"],
        Rivals = ["upstream-down", "host-unreachable", "connect-timeout", "conntrack-full", "container-address-stale", "container-network"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        from failure in target.ConnectFailuresInWindow().Take(1)
        where failure.Kind != ConnectFailureKind.NoLocalPort && !IsPlainlyDown(target, failure)
        select Judge(target, failure);

    /// <summary>A port of this host that refuses and on which nobody listens needs no filter to explain it.</summary>
    private static bool IsPlainlyDown(Target target, ConnectFailure failure) =>
        failure.Kind == ConnectFailureKind.Refused && target.IsLocal(failure.Endpoint) && target.Scene.Listeners.IsSeen && !target.ListenersOn(failure.Endpoint).Any();

    private static Verdict Judge(Target target, ConnectFailure failure)
    {
        var verdict = new Verdict(target).Ask(target.FilterQuestion(failure.Endpoint));
        var filter = target.FilterTo(failure.Endpoint);
        if (filter is { Verdict: FilterVerdict.Drops or FilterVerdict.Rejects })
        {
            return AccuseHere(verdict.Fails(failure), target, failure, filter);
        }

        // From here on the probe is as good as nginx: what it reaches is over.
        if (!target.ConnectFailuresOf().Contains(failure))
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{failure.Endpoint} takes connections now, and no packet filter here stops nginx's", $"probe {failure.Endpoint}");
        }

        // A refusal is what a port says on which nothing listens: without a rule it speaks for no filter.
        if (failure.Kind != ConnectFailureKind.Refused)
        {
            verdict.Fails(failure);
        }

        return filter is { Verdict: FilterVerdict.Undecided } open
            ? Suspect(verdict, target, failure, open)
            : LookBeyond(verdict, target, failure, filter);
    }

    private static Verdict AccuseHere(Verdict verdict, Target target, ConnectFailure failure, FilterFacts filter)
    {
        var isDrop = filter.Verdict == FilterVerdict.Drops;
        var rule = FilterWording.Rule(filter);
        verdict.Detail = isDrop ? "local-drop" : "local-reject";
        verdict.For(Weigh.Decisive, EvidenceKind.Kernel, $"{rule} {(isDrop ? "drops" : "rejects")} {FilterWording.Packets(filter, failure.Endpoint)}", FilterWording.Source(filter));
        if (isDrop != (failure.Kind == ConnectFailureKind.Silent))
        {
            verdict.Against(
                Weigh.Moderate,
                EvidenceKind.Probe,
                isDrop ? "what is dropped would time out, and this is refused" : "what is rejected would be refused at once, and this times out",
                $"probe {failure.Endpoint}");
        }

        verdict.Title = $"A packet filter of this host {(isDrop ? "drops" : "rejects")} nginx's connections to {failure.Endpoint}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {failure.Endpoint}. {Capital(rule)} {(isDrop ? "drops" : "rejects")} {FilterWording.Packets(filter, failure.Endpoint)}, "
            + (isDrop ? "so connections wait in vain until proxy_connect_timeout or its like is over. " : $"and answers with {filter.With}, so connections fail at once. ")
            + "One rule before it lets this one connection through; it lasts until the next boot unless it is also written where the rules come from.";
        verdict.Remedies = FirewallBlockedRemedy.Here(target, failure.Endpoint, filter);
        return verdict;
    }

    private static Verdict Suspect(Verdict verdict, Target target, ConnectFailure failure, FilterFacts filter)
    {
        verdict.Detail = failure.Kind == ConnectFailureKind.Silent ? "local-drop" : "local-reject";
        verdict.For(Weigh.Slight, EvidenceKind.Kernel, $"{FilterWording.Rule(filter)} may stop it: {filter.Why}", FilterWording.Source(filter));
        verdict.Title = $"A packet filter of this host may stop nginx's connections to {failure.Endpoint}";
        verdict.Explanation = $"{failure.Endpoint} does not take nginx's connections, and {FilterWording.Rule(filter)} may be why: {filter.Why}. Look at its counters while a request fails.";
        verdict.Remedies = [FirewallBlockedRemedy.Look(target, failure.Endpoint)];
        return verdict;
    }

    private static Verdict LookBeyond(Verdict verdict, Target target, ConnectFailure failure, FilterFacts? filter)
    {
        var (endpoint, source) = (failure.Endpoint, $"probe {failure.Endpoint}");
        if (filter is not null)
        {
            var here = target.IsLocal(endpoint);
            verdict.Weighs(here ? -Weigh.Decisive : Weigh.Slight, EvidenceKind.Kernel, $"the packet filters of this host let it through ({filter.Rules} rules)", "nft list ruleset; iptables-save");
        }

        if (target.IsLocal(endpoint))
        {
            return verdict.Against(Weigh.Moderate, EvidenceKind.Socket, $"{endpoint} is this host itself", "ip address");
        }

        if (failure.Kind == ConnectFailureKind.Silent && target.SpaceOf() is { } space && Tracking.IsFull(space))
        {
            return verdict.Against(Weigh.Strong, EvidenceKind.Kernel, "the connection-tracking table here is full, which drops the packets of all new connections", "nf_conntrack_count");
        }

        verdict.Ask(target.RouteQuestion(endpoint));
        var route = target.RouteTo(endpoint);
        if (route is { Errno: not 0 } or { IsNeighbourMissing: true })
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, $"packets to {endpoint.Host} do not even leave this segment", $"ip route get {endpoint.Host}");
        }

        if (failure.Kind == ConnectFailureKind.Refused)
        {
            return verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{endpoint.Host} refuses at once, as a port does on which nothing listens", source);
        }

        verdict.Ask(target.HailQuestion(endpoint));
        verdict.Detail = "remote";
        if (target.SignOfLife(endpoint) is { } sign)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{endpoint.Host} is there: {sign}; only port {endpoint.Port} {Stays(failure)}", $"ping {endpoint.Host}");
        }
        else if (route is { IsNeighbourThere: true, Gateway: null })
        {
            verdict.For(
                failure.Kind == ConnectFailureKind.Silent ? Weigh.Moderate : Weigh.Strong,
                EvidenceKind.Kernel,
                $"{endpoint.Host} is there: it answers on its segment ({route.Device}), and port {endpoint.Port} {Stays(failure)}",
                "ip neigh show");
        }
        else
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{endpoint.Host} gives no sign of life at all", $"ping {endpoint.Host}");
        }

        var from = route?.Source ?? "this host";
        verdict.Title = $"A firewall between here and {endpoint} {(failure.Kind == ConnectFailureKind.Silent ? "drops" : "rejects")} nginx's connections";
        verdict.Explanation =
            $"{endpoint.Host} is up, but its port {endpoint.Port} {Stays(failure)}; a port on which nothing listens would be refused. The packet filters of this host let the packets out. "
            + $"So they end at {endpoint.Host} or on the way: look there for the firewall or security group that has to allow TCP port {endpoint.Port} from {from}.";
        verdict.Remedies = [FirewallBlockedRemedy.There(endpoint, from)];
        return verdict;
    }

    private static string Stays(ConnectFailure failure) => failure.Kind == ConnectFailureKind.Silent ? "stays silent" : "is answered with an ICMP refusal";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
