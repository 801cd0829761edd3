using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Filters;

/// <summary>What iptables-save prints, walked as the kernel walks it.</summary>
public sealed class IptablesTests
{
    // iptables-save of Debian 12 behind "ufw default deny outgoing; ufw allow out 22/tcp", without what is for other protocols and hooks.
    private const string Ufw = """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT DROP [0:0]
        :ufw-after-logging-output - [0:0]
        :ufw-after-output - [0:0]
        :ufw-before-input - [0:0]
        :ufw-before-logging-output - [0:0]
        :ufw-before-output - [0:0]
        :ufw-logging-deny - [0:0]
        :ufw-not-local - [0:0]
        :ufw-reject-output - [0:0]
        :ufw-track-output - [0:0]
        :ufw-user-input - [0:0]
        :ufw-user-output - [0:0]
        -A INPUT -j ufw-before-input
        -A OUTPUT -j ufw-before-logging-output
        -A OUTPUT -j ufw-before-output
        -A OUTPUT -j ufw-after-output
        -A OUTPUT -j ufw-after-logging-output
        -A OUTPUT -j ufw-reject-output
        -A OUTPUT -j ufw-track-output
        -A ufw-after-logging-output -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-before-input -i lo -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate INVALID -j ufw-logging-deny
        -A ufw-before-input -m conntrack --ctstate INVALID -j DROP
        -A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT
        -A ufw-before-input -j ufw-not-local
        -A ufw-before-input -j ufw-user-input
        -A ufw-before-output -o lo -j ACCEPT
        -A ufw-before-output -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw-before-output -j ufw-user-output
        -A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN
        -A ufw-not-local -j DROP
        -A ufw-user-output -p tcp -m tcp --dport 22 -j ACCEPT
        COMMIT
        """;

    [Theory]
    [InlineData("10.77.0.2:8080", false, FilterVerdict.Drops)]
    [InlineData("10.77.0.2:22", false, FilterVerdict.Passes)]
    [InlineData("127.0.0.1:8080", true, FilterVerdict.Passes)]
    public void Ufw_that_denies_what_goes_out_lets_through_what_it_allows(string to, bool isLocal, FilterVerdict expected)
    {
        var facts = FilteredHost.Iptables(Ufw, to, isLocal);
        Assert.Equal((expected, true), (facts.Verdict, facts.HasUfw));
        Assert.Equal(expected == FilterVerdict.Drops ? ("OUTPUT", null, "iptables") : ("", null, ""), (facts.Chain, facts.Rule, facts.Tool));
    }

    [Theory]
    [InlineData("-p tcp -m tcp --dport 3000 -j DROP", FilterVerdict.Drops)]
    [InlineData("-p udp -m udp --dport 3000 -j DROP", FilterVerdict.Passes)]
    [InlineData("-p tcp -m tcp ! --dport 22 -j DROP", FilterVerdict.Drops)]
    [InlineData("-d 10.77.0.0/24 -o eth+ -j REJECT --reject-with icmp-host-prohibited", FilterVerdict.Rejects)]
    [InlineData("! -d 10.77.0.0/24 -j DROP", FilterVerdict.Passes)]
    [InlineData("-d 10.77.0.0/255.255.255.0 -j DROP", FilterVerdict.Drops)]
    [InlineData("-o wg0 -j DROP", FilterVerdict.Passes)]
    [InlineData("-p tcp -m multiport --dports 80,2990:3010 -j DROP", FilterVerdict.Drops)]
    [InlineData("-p tcp -m multiport --dports 80,443 -j DROP", FilterVerdict.Passes)]
    [InlineData("-m owner --uid-owner 33 -j DROP", FilterVerdict.Drops)]
    [InlineData("-m owner ! --uid-owner 0 -j DROP", FilterVerdict.Drops)]
    [InlineData("-m owner --uid-owner 0 -j DROP", FilterVerdict.Passes)]
    [InlineData("-m conntrack --ctstate INVALID -j DROP", FilterVerdict.Passes)]
    [InlineData("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP", FilterVerdict.Drops)]
    [InlineData("-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -m conntrack --ctstate NEW -j DROP", FilterVerdict.Passes)]
    [InlineData("-m iprange --dst-range 10.77.0.1-10.77.0.9 -j DROP", FilterVerdict.Drops)]
    [InlineData("-p tcp -m tcp --sport 1:1023 -j DROP", FilterVerdict.Passes)]
    [InlineData("-m comment --comment \"no \\\"-j\\\" here\" -j DROP", FilterVerdict.Drops)]
    [InlineData("-m addrtype --dst-type LOCAL -j DROP", FilterVerdict.Passes)]
    [InlineData("-m set --match-set blocked dst -j DROP", FilterVerdict.Undecided)]
    [InlineData("-m string --string \"x\" --algo bm -j LOG", FilterVerdict.Passes)]
    [InlineData("-m limit --limit 5/sec -j ACCEPT", FilterVerdict.Passes)]
    [InlineData("-p tcp -j TARPIT", FilterVerdict.Undecided)]
    [InlineData("-g elsewhere", FilterVerdict.Drops)]
    [InlineData("-p icmp -j elsewhere", FilterVerdict.Passes)]
    public void A_rule_means_what_its_options_say(string rule, FilterVerdict expected)
    {
        var facts = FilteredHost.Iptables($"*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:elsewhere - [0:0]\n-A OUTPUT {rule}\n-A elsewhere -p tcp -j DROP\nCOMMIT\n", "10.77.0.2:3000");
        Assert.Equal(expected, facts.Verdict);
    }

    [Fact]
    public void What_perhaps_lets_it_through_leaves_a_drop_behind_it_undecided()
    {
        var facts = FilteredHost.Iptables("*filter\n:OUTPUT DROP [0:0]\n-A OUTPUT -m limit --limit 25/sec -j ACCEPT\nCOMMIT\n", "10.77.0.2:3000");
        Assert.Equal((FilterVerdict.Undecided, "-A OUTPUT -m limit --limit 25/sec -j ACCEPT"), (facts.Verdict, facts.Rule));
    }

    [Fact]
    public void The_rule_is_named_with_how_it_refuses()
    {
        var facts = FilteredHost.Iptables("*filter\n:OUTPUT ACCEPT [0:0]\n:shop - [0:0]\n-A OUTPUT -j shop\n-A shop -p tcp -m tcp --dport 3000 -m comment --comment \"old shop\" -j REJECT --reject-with tcp-reset\nCOMMIT\n", "10.77.0.2:3000");
        Assert.Equal(
            (FilterVerdict.Rejects, "tcp-reset", "-A shop -p tcp -m tcp --dport 3000 -m comment --comment \"old shop\" -j REJECT --reject-with tcp-reset", "shop", "OUTPUT", "output"),
            (facts.Verdict, facts.With, facts.Rule, facts.Chain, facts.BaseChain, facts.Hook));
    }

    [Fact]
    public void An_answer_that_may_not_come_in_is_told_apart()
    {
        var facts = FilteredHost.Iptables("*filter\n:INPUT DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\nCOMMIT\n", "10.77.0.2:3000");
        Assert.Equal((FilterVerdict.Drops, true, "INPUT"), (facts.Verdict, facts.IsOfAnswer, facts.Chain));
    }

    [Fact]
    public void A_translated_destination_is_what_later_rules_see()
    {
        var facts = FilteredHost.Iptables("*nat\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -p tcp -m tcp --dport 3000 -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n*filter\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j DROP\nCOMMIT\n", "10.77.0.2:3000");
        Assert.Equal(FilterVerdict.Drops, facts.Verdict);
    }

    [Fact]
    public void Chains_that_jump_round_in_a_circle_come_to_an_end()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"-A a -j {(i % 2 == 0 ? "b" : "a")}\n-A b -j a\n"));
        var facts = FilteredHost.Iptables($"*filter\n:OUTPUT ACCEPT [0:0]\n:a - [0:0]\n:b - [0:0]\n-A OUTPUT -j a\n{text}COMMIT\n", "10.77.0.2:3000");
        Assert.Equal(FilterVerdict.Undecided, facts.Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*filter\n:OUTPUT\n-A\n-A OUTPUT\nCOMMIT\n")]
    [InlineData("*filter\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT ! -j\n-A OUTPUT -d\n-A OUTPUT -p tcp --dport 99999999999999 -j DROP \"\nCOMMIT")]
    public void Rubbish_does_no_harm(string text) => Assert.NotEqual(FilterVerdict.Drops, FilteredHost.Iptables(text, "10.77.0.2:3000").Verdict);
}
