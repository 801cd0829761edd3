using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Names rules of packet filters in sentences.</summary>
public static class FilterWording
{
    /// <summary>"the rule "tcp dport 3000 drop" (handle 7) in chain output of nft's table inet filter".</summary>
    public static string Rule(FilterFacts filter)
    {
        var place = filter.Tool == "nft" ? $"chain {filter.Chain} of nft's table {filter.Family} {filter.Table}" : $"chain {filter.Chain} of {filter.Tool}'s table {filter.Table}";
        return filter.Rule is { } text ? $"the rule \"{text}\"{(filter.Tool == "nft" && filter.Handle is { } handle ? $" (handle {handle})" : "")} in {place}" : $"the policy of {place}";
    }

    /// <summary>Which packets it stops.</summary>
    public static string Packets(FilterFacts filter, PeerAddress endpoint) =>
        filter.IsOfAnswer ? $"the answers of {endpoint} on their way in" : filter.Hook == "input" ? $"what arrives at {endpoint}" : $"nginx's packets to {endpoint}";

    /// <summary>The command that shows it.</summary>
    public static string Source(FilterFacts filter) =>
        filter.Tool == "nft" ? $"nft -a list chain {filter.Family} {filter.Table} {filter.Chain}" : $"{filter.Tool} -t {filter.Table} -S {filter.Chain}";
}
