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
        var step = filter.Chain.StartsWith("ufw", StringComparison.Ordinal) || (filter.HasUfw && filter.Rule is null) ? Ufw(target, endpoint, filter)
            : filter.Tool == "nft" ? Nft(target, endpoint, filter)
            : Iptables(target, endpoint, filter);
        return
        [
            new Remedy
            {
                Id = "allow-connection",
                Title = $"Let TCP connections {(filter.Hook == "input" ? "arrive at" : "out to")} {endpoint}",
                Steps = [step],
                Risk = Risk.Low,
                Automatic = true,
                Verify = "the failing request answers without a gateway error",
                Undo = step.Trace?.Mark is { } mark ? $"{step.Trace.Look} shows the rule {mark} and its handle, which {step.Back!.ToString().Replace($"'{Trace.Handle}'", "HANDLE", StringComparison.Ordinal)} wants" : step.Back!.ToString(),
            },
        ];
    }

    /// <summary>Commands that only look.</summary>
    public static Remedy Look(Target target, PeerAddress endpoint) => new()
    {
        Id = "look-at-filters",
        Title = $"See which rule counts the packets to {endpoint}",
        Commands = [new HostCommand([.. target.EnterNetwork(), "nft", "-a", "list", "ruleset"]).ToString(), new HostCommand([.. target.EnterNetwork(), "iptables-save", "-c"]).ToString()],
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

    // The order of ufw's rules decides: before one that denies, the new one has to come first. ufw itself adds no rule twice.
    private static Step Ufw(Target target, PeerAddress endpoint, FilterFacts filter)
    {
        string[] rule = [.. filter.Hook == "input" ? Words("allow in on lo") : Words("allow out"), .. Words($"proto tcp to {endpoint.Host} port {endpoint.Port}")];
        return Rule(target, "ufw", [.. filter.Rule is null ? [] : Words("prepend"), .. rule], ["delete", .. rule]);
    }

    /// <summary>nft takes a rule back by its handle only, which the listing tells beside the comment.</summary>
    private static Step Nft(Target target, PeerAddress endpoint, FilterFacts filter)
    {
        string[] chain = [filter.Family, filter.Table, filter.Chain];
        var match = filter.IsOfAnswer ? "ct state established,related" : $"{(IsIPv6(endpoint) ? "ip6" : "ip")} daddr {endpoint.Host} tcp dport {endpoint.Port}";
        var comment = $"gatemedic-{endpoint.Host.Replace(':', '_')}-{endpoint.Port}";
        string[] place = filter.Handle is { } handle && filter.Rule is not null
            ? ["insert", "rule", .. chain, "handle", handle.ToString(CultureInfo.InvariantCulture)]
            : ["add", "rule", .. chain];
        return Rule(target, "nft", [.. place, .. Words(match), "accept", "comment", comment], ["delete", "rule", .. chain, "handle", Trace.Handle]) with
        {
            Trace = new Trace(new HostCommand([.. target.EnterNetwork(), "nft", "-a", "list", "chain", .. chain]), $"comment \"{comment}\""),
        };
    }

    private static Step Iptables(Target target, PeerAddress endpoint, FilterFacts filter)
    {
        // The comment tells this rule from the same one of somebody else, which is never taken away.
        string[] rule = [filter.BaseChain, .. Words("-m comment --comment gatemedic"), .. Words(filter.IsOfAnswer ? "-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT" : $"-d {endpoint.Host} -p tcp --dport {endpoint.Port} -j ACCEPT")];
        string[] table = filter.Table == "filter" ? [] : ["-t", filter.Table];
        return Rule(target, filter.Tool, [.. table, "-I", .. rule], [.. table, "-D", .. rule]) with
        {
            Trace = new Trace(new HostCommand([.. target.EnterNetwork(), filter.Tool, .. table, "-C", .. rule])),
        };
    }

    /// <summary>In nginx's own network namespace where that is not ours.</summary>
    private static Step Rule(Target target, string tool, IEnumerable<string> run, IEnumerable<string> back) => new(
        StepKind.Set, "packet filter", new HostCommand([.. target.EnterNetwork(), tool, .. run]), new HostCommand([.. target.EnterNetwork(), tool, .. back]));

    private static string[] Words(string text) => text.Split(' ');

    private static bool IsIPv6(PeerAddress endpoint) => endpoint.Host.Contains(':', StringComparison.Ordinal);
}
