using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Resolves a name for an nginx in a container by the container's hosts file; its DNS server answers only inside.</summary>
internal static class ContainerNames
{
    private const int FileLimit = 1024 * 1024;

    /// <summary>What the hosts file says; blind where it does not know the name.</summary>
    /// <param name="name">Host name.</param>
    /// <param name="root">The container's root as we reach it.</param>
    /// <param name="own">The container's own addresses.</param>
    public static Section<NameResult> Read(string name, string root, ImmutableArray<string> own)
    {
        var text = Encoding.UTF8.GetString(BoundedFile.Read(RootedPath.Resolve(root, "/etc/hosts"), FileLimit, out _, out _) ?? []);
        return Find(name, text, HasFamily(own, AddressFamily.InterNetworkV6), HasFamily(own, AddressFamily.InterNetwork)) is { Length: > 0 } addresses
            ? Section.Seen(new NameResult([.. addresses], null, $"{name} is {string.Join(", ", addresses)}"))
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

    private static bool HasFamily(ImmutableArray<string> own, AddressFamily family) =>
        own.Any(a => IPAddress.TryParse(a, out var ip) && ip.AddressFamily == family && !IPAddress.IsLoopback(ip));
}
