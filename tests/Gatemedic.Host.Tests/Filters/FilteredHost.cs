using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Host.Filters;

/// <summary>A host with packet filters: what they do with a connection of www-data (33) from 10.77.0.1 on eth0.</summary>
internal static class FilteredHost
{
    public static FilterFacts Iptables(string save, string to, bool isLocal = false) => Judge(IptablesParser.Parse(save, "iptables"), to, isLocal);

    public static FilterFacts Nft(string objects, string to, bool isLocal = false) =>
        Judge(NftParser.Parse($"{{\"nftables\": [{objects}]}}", NftTexts.Parse("")), to, isLocal);

    /// <summary>Rules in one base chain at output, each the list of its expressions.</summary>
    public static FilterFacts NftRules(string to, params string[] rules) => Nft(
        string.Join(',', rules.Select((r, i) => Rule("output", r, i + 2)).Prepend(Base("output", "output", "accept"))), to);

    public static string Base(string name, string hook, string policy, int priority = 0) =>
        $$"""{"chain": {"family": "inet", "table": "filter", "name": "{{name}}", "handle": 1, "type": "filter", "hook": "{{hook}}", "prio": {{priority}}, "policy": "{{policy}}"} }""";

    public static string Chain(string name) => $$"""{"chain": {"family": "inet", "table": "filter", "name": "{{name}}", "handle": 1} }""";

    public static string Rule(string chain, string expressions, int handle) =>
        $$"""{"rule": {"family": "inet", "table": "filter", "chain": "{{chain}}", "handle": {{handle}}, "expr": [{{expressions}}]} }""";

    private static FilterFacts Judge(ImmutableArray<FilterTable> tables, string to, bool isLocal)
    {
        var colon = to.LastIndexOf(':');
        var address = new PeerAddress(to[..colon].Trim('[', ']'), int.Parse(to[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        var route = new RouteFacts { IsLocal = isLocal, Device = isLocal ? "lo" : "eth0", Source = isLocal ? address.Host : "10.77.0.1" };
        return FilterJudge.Judge(tables, new FilterTo(address, "", 33, 33), route, new PortRange(32768, 60999));
    }
}
