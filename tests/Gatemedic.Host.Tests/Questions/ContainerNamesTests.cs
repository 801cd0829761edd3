namespace Gatemedic.Host.Tests;

public sealed class ContainerNamesTests
{
    private const string Hosts = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost # loopback\n172.17.0.2 web app\nbroken app\n";

    [Theory]
    [InlineData("localhost", false, true, "127.0.0.1")]
    [InlineData("localhost", true, true, "::1 127.0.0.1")]
    [InlineData("localhost", true, false, "::1")]
    [InlineData("localhost", false, false, "::1 127.0.0.1")]
    [InlineData("APP", false, true, "172.17.0.2")]
    [InlineData("loopback", true, true, "")]
    public void Resolves_by_a_hosts_file_as_AI_ADDRCONFIG_has_it(string name, bool hasIPv6, bool hasIPv4, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', ContainerNames.Find(name, Hosts, hasIPv6, hasIPv4)));

    [Fact]
    public void What_only_the_DNS_server_of_the_container_knows_is_blind()
    {
        using var root = new TemporaryDirectory();
        root.Write("etc/hosts", Hosts);
        Assert.Equal(("addresses of a1", "172.17.0.2"),
            (ContainerNames.Read("a1", root.Root, ["172.17.0.2"]).Blind?.What, ContainerNames.Read("web", root.Root, ["172.17.0.2"]).Seen?.Addresses.Single()));
    }

    [Fact]
    public void Reads_the_addresses_of_a_network_namespace()
    {
        const string Trie = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n     |-- 127.0.0.1\n        /32 host LOCAL\n"
            + "     |-- 127.255.255.255\n        /32 link BROADCAST\n     |-- 172.17.0.2\n        /32 host LOCAL\n";
        Assert.Equal(["127.0.0.1", "172.17.0.2"], AddressReader.LocalIn(Trie));
        Assert.Equal(["::1"], AddressReader.InIf6("00000000000000000000000000000001 01 80 10 80       lo\nbroken\n"));
    }
}
