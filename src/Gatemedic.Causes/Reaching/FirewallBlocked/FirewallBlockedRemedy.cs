using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The narrowest rule that lets nginx's connection through; nothing is ever flushed or removed.</summary>
internal static class FirewallBlockedRemedy
{
    /// <summary>The rule in the language of the one that stops it.</summary>
    public static ImmutableArray<Remedy> Here(Target target, PeerAddress endpoint, FilterFacts filter)
    {
        var (command, undo) = filter.Chain.StartsWith("ufw", StringComparison.Ordinal) || (filter.HasUfw && filter.Rule is null) ? Ufw(endpoint, filter)
            : filter.Tool == "nft" ? Nft(endpoint, filter)
            : Iptables(endpoint, filter);
        var enter = Enter(target);
        return
        [
            new Remedy
            {
                Id = "allow-connection",
                Title = $"Let TCP connections {(filter.Hook == "input" ? "arrive at" : "out to")} {endpoint}",
                Commands = [enter + command],
                Risk = Risk.Low,
                Automatic = true,
                Verify = "the failing request answers without a gateway error",
                Undo = enter + undo,
            },
        ];
    }

    /// <summary>Commands that only look.</summary>
    public static Remedy Look(Target target, PeerAddress endpoint) => new()
    {
        Id = "look-at-filters",
        Title = $"See which rule counts the packets to {endpoint}",
        Commands = [Enter(target) + "nft -a list ruleset", Enter(target) + "iptables-save -c"],
        Risk = Risk.None,
        Verify = "a counter grows with each failing request",
        Undo = "nothing was changed",
    };

    /// <summary>What to ask of whoever keeps the other side's firewall.</summary>
    public static Remedy There(PeerAddress endpoint, string from) => new()
    {
        Id = "allow-on-the-other-side",
        Title = $"Allow TCP port {endpoint.Port} from {from} in the firewall or security group of {endpoint.Host}",
        Commands = [$"ssh {endpoint.Host.Quoted()} \"ss -ltn 'sport = :{endpoint.Port}'; nft list ruleset; iptables-save\""],
        Risk = Risk.None,
        Verify = $"nc -vz {endpoint.Host} {endpoint.Port}",
        Undo = "nothing was changed here",
    };

    // The order of ufw's rules decides: before one that denies, the new one has to come first.
    private static (string, string) Ufw(PeerAddress endpoint, FilterFacts filter)
    {
        var way = filter.Hook == "input" ? "allow in on lo" : "allow out";
        var rule = $"{way} proto tcp to {endpoint.Host} port {endpoint.Port}";
        return ($"ufw {(filter.Rule is null ? "" : "prepend ")}{rule}", $"ufw delete {rule}");
    }

    private static (string, string) Nft(PeerAddress endpoint, FilterFacts filter)
    {
        var chain = $"{filter.Family} {filter.Table} {filter.Chain}";
        var match = filter.IsOfAnswer ? "ct state established,related" : $"{(IsIPv6(endpoint) ? "ip6" : "ip")} daddr {endpoint.Host} tcp dport {endpoint.Port}";
        var call = filter.Handle is { } handle && filter.Rule is not null
            ? $"nft insert rule {chain} handle {handle.ToString(CultureInfo.InvariantCulture)} {match} accept"
            : $"nft add rule {chain} {match} accept";
        return (call, $"nft -a list chain {chain}, then nft delete rule {chain} handle NUMBER");
    }

    private static (string, string) Iptables(PeerAddress endpoint, FilterFacts filter)
    {
        var rule = filter.IsOfAnswer ? "-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT" : $"-d {endpoint.Host} -p tcp --dport {endpoint.Port} -j ACCEPT";
        var table = filter.Table == "filter" ? "" : $" -t {filter.Table}";
        return ($"{filter.Tool}{table} -I {filter.BaseChain} {rule}", $"{filter.Tool}{table} -D {filter.BaseChain} {rule}");
    }

    /// <summary>In nginx's own network namespace where that is not ours.</summary>
    private static string Enter(Target target) =>
        target.Scene.MasterOf(target.Instance) is { SharesOurNetwork: false } master ? $"nsenter --net=/proc/{master.Pid}/ns/net " : "";

    private static bool IsIPv6(PeerAddress endpoint) => endpoint.Host.Contains(':', StringComparison.Ordinal);
}
