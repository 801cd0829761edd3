using Gatemedic.Diagnosis;
using static Gatemedic.Host.Filters.FilteredHost;

namespace Gatemedic.Host.Filters;

/// <summary>Expressions as nft 1.0.6 prints them, walked as the kernel walks them.</summary>
public sealed class NftTests
{
    private const string Drop = "{\"drop\": null}";

    [Theory]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 3000}}""", true)]
    [InlineData("""{"match": {"op": "!=", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 3000}}""", false)]
    [InlineData("""{"match": {"op": ">=", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 1024}}""", true)]
    [InlineData("""{"match": {"op": "<", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 1024}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [80, {"range": [2900, 3100]}]}}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "sport"}}, "right": {"range": [1024, 65535]}}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "udp", "field": "dport"}}, "right": 3000}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": {"prefix": {"addr": "10.77.0.0", "len": 24}}}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": "10.77.0.3"}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "ip6", "field": "daddr"}}, "right": {"prefix": {"addr": "::", "len": 0}}}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": {"range": ["10.77.0.1", "10.77.0.9"]}}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": "@blocked"}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"concat": [{"payload": {"protocol": "ip", "field": "daddr"}}, {"payload": {"protocol": "tcp", "field": "dport"}}]}, "right": "@pairs"}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "oifname"}}, "right": "lo"}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "oifname"}}, "right": "eth*"}}""", true)]
    [InlineData("""{"match": {"op": "!=", "left": {"meta": {"key": "oif"}}, "right": "lo"}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": {"set": ["tcp", "udp"]}}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "nfproto"}}, "right": "ipv6"}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "skuid"}}, "right": 33}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "skuid"}}, "right": {"set": [0, {"range": [1000, 2000]}]}}}""", false)]
    [InlineData("""{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}}""", false)]
    [InlineData("""{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": "new"}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, ["fin", "syn", "rst", "ack"]]}, "right": "syn"}}""", true)]
    [InlineData("""{"match": {"op": "==", "left": {"fib": {"result": "type", "flags": ["daddr"]}}, "right": "local"}}""", false)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "mark"}}, "right": 1}}""", false)]
    [InlineData("""{"limit": {"rate": 1, "burst": 5, "per": "second"}}""", null)]
    [InlineData("""{"match": {"op": "==", "left": {"meta": {"key": "cgroup"}}, "right": 7}}""", null)]
    public void An_expression_means_what_it_says(string expression, bool? means)
    {
        var sets = """
            {"set": {"family": "inet", "name": "blocked", "table": "filter", "type": "ipv4_addr", "handle": 4, "flags": ["interval"], "elem": [{"prefix": {"addr": "10.77.0.0", "len": 28}}, "192.0.2.9"]}},
            {"set": {"family": "inet", "name": "pairs", "table": "filter", "type": ["ipv4_addr", "inet_service"], "handle": 6, "elem": [{"concat": ["10.77.0.2", 3000]}]}},
            """;
        var facts = Nft(sets + Base("output", "output", "accept") + "," + Rule("output", $"{expression}, {{\"counter\": {{\"packets\": 0, \"bytes\": 0}}}}, {Drop}", 9), "10.77.0.2:3000");
        Assert.Equal(means switch { true => FilterVerdict.Drops, false => FilterVerdict.Passes, null => FilterVerdict.Undecided }, facts.Verdict);
        Assert.Equal(means == false ? null : 9, facts.Handle);
    }

    [Fact]
    public void A_verdict_map_decides_by_the_packet()
    {
        const string Map = """{"map": {"family": "inet", "name": "doors", "table": "filter", "type": "inet_service", "handle": 7, "map": "verdict", "elem": [[22, {"accept": null}], [3000, {"jump": {"target": "closed"}}]]}},""";
        var objects = Map + string.Join(',', Base("output", "output", "accept"), Chain("closed"),
            Rule("output", """{"vmap": {"key": {"payload": {"protocol": "tcp", "field": "dport"}}, "data": "@doors"}}""", 3), Rule("closed", """{"reject": {"type": "icmpx", "expr": "admin-prohibited"}}""", 4));
        var (closed, open, other) = (Nft(objects, "10.77.0.2:3000"), Nft(objects, "10.77.0.2:22"), Nft(objects, "10.77.0.2:80"));
        Assert.Equal((FilterVerdict.Rejects, "icmp-admin-prohibited", "closed", "output"), (closed.Verdict, closed.With, closed.Chain, closed.BaseChain));
        Assert.Equal((FilterVerdict.Passes, FilterVerdict.Passes), (open.Verdict, other.Verdict));
    }

    [Fact]
    public void An_accept_in_one_base_chain_does_not_save_it_from_the_next()
    {
        var objects = string.Join(',', Base("first", "output", "accept", -10), Base("second", "output", "drop", 10), Rule("first", "{\"accept\": null}", 2));
        var facts = Nft(objects, "10.77.0.2:3000");
        Assert.Equal((FilterVerdict.Drops, "second", null), (facts.Verdict, facts.Chain, facts.Rule));
    }

    [Fact]
    public void A_local_destination_goes_through_the_input_chains_too()
    {
        var objects = string.Join(',', Base("input", "input", "drop"), Rule("input", """{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth0"}}, {"accept": null}""", 2));
        Assert.Equal(("input", FilterVerdict.Drops, false), Nft(objects, "127.0.0.1:3000", isLocal: true) is var f ? (f.Chain, f.Verdict, f.IsOfAnswer) : default);
    }

    [Fact]
    public void Iptables_own_matches_are_not_guessed() =>
        Assert.Equal(FilterVerdict.Undecided, NftRules("10.77.0.2:3000", """{"xt": {"type": "match", "name": "owner"}}, """ + Drop).Verdict);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"match": {"op": "==", "left": 1, "right": {"set": 3}}}, {"drop": null}""")]
    [InlineData("""{"match": {"op": "==", "left": {"concat": 5}, "right": {"concat": []}}}, {"drop": null}""")]
    [InlineData("""{"vmap": {"key": {}, "data": {"set": [[1]]}}}""")]
    public void What_is_malformed_decides_nothing(string expressions) =>
        Assert.NotEqual(FilterVerdict.Drops, NftRules("10.77.0.2:3000", expressions).Verdict);

    [Fact]
    public void The_text_of_a_rule_is_found_by_its_handle()
    {
        var texts = NftTexts.Parse("table inet filter { # handle 1\n\tchain output { # handle 2\n\t\ttype filter hook output priority filter; policy accept;\n\t\ttcp dport 3000 drop comment \"# handle 9\" # handle 7\n\t}\n}\n");
        Assert.Equal("tcp dport 3000 drop comment \"# handle 9\"", texts.Of("inet", "filter", 7));
    }
}
