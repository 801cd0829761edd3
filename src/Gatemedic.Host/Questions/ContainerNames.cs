using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Resolves a name for an nginx in a container by the container's hosts file, then as the engine's DNS server does, which answers only inside:
/// by the containers on its networks.
/// </summary>
internal static class ContainerNames
{
    private const int FileLimit = 1024 * 1024;

    /// <summary>What the hosts file or the engine's records say; blind where neither knows the name.</summary>
    /// <param name="name">Host name.</param>
    /// <param name="master">The nginx that lives there.</param>
    /// <param name="scene">Its containers.</param>
    public static Section<NameResult> Read(string name, NginxMaster master, Scene scene)
    {
        var (root, own) = (master.Root, master.Addresses ?? []);
        var text = Encoding.UTF8.GetString(BoundedFile.Read(RootedPath.Resolve(root, "/etc/hosts"), FileLimit, out _, out _) ?? []);
        return Find(name, text, HasFamily(own, AddressFamily.InterNetworkV6), HasFamily(own, AddressFamily.InterNetwork)) is { Length: > 0 } addresses
            ? Section.Seen(new NameResult([.. addresses], null, $"{name} is {string.Join(", ", addresses)}"))
            : scene.ContainerOf(master.Container) is { } container && Among(scene.AllContainers(), container, name) is { } known
            ? Section.Seen(known)
            : Section.Blind<NameResult>(
                $"addresses of {name}",
                "nginx lives in a container, whose own DNS server knows the name",
                $"run as root: nsenter --net=/proc/{root.Split('/').ElementAtOrDefault(2)}/ns/net --root={root} getent ahosts {name}");
    }

    /// <summary>As AI_ADDRCONFIG has it: of two families one is left out that the machine has no address of but loopback's.</summary>
    internal static string[] Find(string name, string hosts, bool hasIPv6, bool hasIPv4) =>
        [.. from line in hosts.Split('\n')
            let words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)
            where words.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out _)
            let address = IPAddress.Parse(words[0])
            let isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6
            where hasIPv6 == hasIPv4 || (isIPv6 ? hasIPv6 : hasIPv4)
            orderby isIPv6 descending
            select address.ToString()];

    /// <summary>
    /// What the engine's DNS server says: the addresses of the running containers of that name on networks that the asking one is on; that there is
    /// no such name where only others bear it. Null where none does, for then it passes the question on.
    /// </summary>
    internal static NameResult? Among(ImmutableArray<Container> all, Container asking, string name)
    {
        var called = all.Where(c => c.Id != asking.Id && c.IsCalled(name)).ToList();
        var networks = asking.NamedNetworks().Select(n => n.Name).ToList();
        var addresses = from network in networks
                        from container in called
                        where container.IsRunning && container.AddressOn(network) is not null
                        select container.AddressOn(network)!;
        return called.Count == 0 ? null
            : addresses.Distinct().ToImmutableArray() is { IsEmpty: false } found ? new NameResult(found, null, $"{name} is {string.Join(", ", found)} on {string.Join(", ", networks)}")
            : new NameResult([], "nxdomain", networks.Count == 0 ? "the default bridge knows no names" : $"no running container of that name is on {string.Join(", ", networks)}");
    }

    private static bool HasFamily(ImmutableArray<string> own, AddressFamily family) =>
        own.Any(a => IPAddress.TryParse(a, out var ip) && ip.AddressFamily == family && !IPAddress.IsLoopback(ip));
}
