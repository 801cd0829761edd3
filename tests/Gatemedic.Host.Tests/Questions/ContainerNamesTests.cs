using System.Collections.Immutable;
using Gatemedic.Diagnosis;

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
            (ContainerNames.Read("a1", Master(root.Root), Empty).Blind?.What, ContainerNames.Read("web", Master(root.Root), Empty).Seen?.Addresses.Single()));
    }

    [Theory]
    [InlineData("app", "172.18.0.3")]
    [InlineData("WEB", "172.18.0.3")]
    [InlineData("worker", "nxdomain")]
    [InlineData("stopped", "nxdomain")]
    [InlineData("api.example", null)]
    public void Resolves_as_the_engine_does_by_the_networks_of_the_asking_container(string name, string? answer)
    {
        var asking = In("nginx", "running", "front", "172.18.0.2");
        ImmutableArray<Container> all =
            [asking, In("app", "running", "front", "172.18.0.3", "web"), In("worker", "running", "back", "172.19.0.2"), In("stopped", "exited", "front", "")];
        var found = ContainerNames.Among(all, asking, name);
        Assert.Equal(answer, found is null ? null : found.Error ?? string.Join(' ', found.Addresses));
    }

    private static Scene Empty { get; } = new()
    {
        Clock = new SceneClock(DateTimeOffset.UnixEpoch, null),
        Masters = Section.Seen(ImmutableArray<NginxMaster>.Empty),
        Listeners = Section.Seen(ImmutableArray<Listener>.Empty),
        Processes = Section.Seen(ImmutableArray<HostProcess>.Empty),
        Units = Section.Seen(ImmutableArray<ServiceUnit>.Empty),
        LocalAddresses = Section.Seen(ImmutableArray<string>.Empty),
    };

    private static NginxMaster Master(string root) => new()
    {
        Pid = 7,
        Exe = "/usr/sbin/nginx",
        Version = Section.Seen("1.22.1"),
        ConfPath = "/etc/nginx/nginx.conf",
        Prefix = "/etc/nginx",
        WorkerUser = Section.Blind<UserIdentity>("user", "none"),
        StartedAt = DateTimeOffset.UnixEpoch,
        NetNs = "net:[2]",
        SharesOurNetwork = false,
        Root = root,
        Addresses = ["172.17.0.2"],
    };

    private static Container In(string name, string state, string network, string address, params string[] aliases) => new()
    {
        Id = name.PadRight(64, '0'),
        Name = name,
        State = state,
        Networks = [new ContainerNetwork(network, address, "", "", [.. aliases])],
    };

    [Fact]
    public void Reads_the_addresses_of_a_network_namespace()
    {
        const string Trie = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n     |-- 127.0.0.1\n        /32 host LOCAL\n"
            + "     |-- 127.255.255.255\n        /32 link BROADCAST\n     |-- 172.17.0.2\n        /32 host LOCAL\n";
        Assert.Equal(["127.0.0.1", "172.17.0.2"], AddressReader.LocalIn(Trie));
        Assert.Equal(["::1"], AddressReader.InIf6("00000000000000000000000000000001 01 80 10 80       lo\nbroken\n"));
    }
}
