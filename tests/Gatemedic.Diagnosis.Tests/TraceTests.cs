namespace Gatemedic.Diagnosis;

/// <summary>How a step is seen to be done. The listing is nft 1.0.6's.</summary>
public sealed class TraceTests
{
    private const string Listing =
        "table inet filter {\n\tchain output { # handle 1\n\t\ttype filter hook output priority filter; policy accept;\n"
        + "\t\tip daddr 10.77.0.2 tcp dport 8080 accept comment \"gatemedic-10.77.0.2-8080\" # handle 31\n\t\tip daddr 10.0.0.0/8 drop # handle 2\n\t}\n}\n";

    private static readonly Trace Rule = new(HostCommand.Of("nft", "-a", "list", "chain", "inet", "filter", "output"), "comment \"gatemedic-10.77.0.2-8080\"");
    private static readonly Trace Check = new(HostCommand.Of("iptables", "-C", "OUTPUT", "-j", "ACCEPT"));
    private static readonly HostCommand Delete = HostCommand.Of("nft", "delete", "rule", "inet", "filter", "output", "handle", Trace.Handle);
    private static readonly HostCommand Remove = HostCommand.Of("iptables", "-D", "OUTPUT", "-j", "ACCEPT");

    [Theory]
    [InlineData(0, Listing, "nft delete rule inet filter output handle 31")]
    [InlineData(0, "\t\tip daddr 10.0.0.0/8 drop # handle 2\n", null)]
    [InlineData(1, Listing, null)]
    [InlineData(0, "accept comment \"gatemedic-10.77.0.2-8080\"\n", null)]
    [InlineData(0, "accept comment \"gatemedic-10.77.0.2-8080\" # handle 3;reboot\n", null)]
    public void Takes_back_the_rule_that_it_finds_by_its_comment(int status, string output, string? back) =>
        Assert.Equal(back, Rule.BackNow(Delete, status, output)?.ToString());

    [Theory]
    [InlineData(0, "iptables -D OUTPUT -j ACCEPT")]
    [InlineData(1, null)]
    public void Takes_back_only_what_is_there(int status, string? back) =>
        Assert.Equal((status == 0, back), (Check.IsDone(status, ""), Check.BackNow(Remove, status, "")?.ToString()));
}
