using System.Net;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Resolves a name for an nginx in a container by the container's hosts file; its DNS server answers only inside.</summary>
internal static class ContainerNames
{
    private const int FileLimit = 1024 * 1024;

    /// <summary>What the hosts file says; blind where it does not know the name.</summary>
    public static Section<NameResult> Read(string name, string root)
    {
        var text = Encoding.UTF8.GetString(BoundedFile.Read(RootedPath.Resolve(root, "/etc/hosts"), FileLimit, out _, out _) ?? []);
        return Find(name, text) is { Length: > 0 } addresses
            ? Section.Seen(new NameResult([.. addresses], null, $"{name} is {string.Join(", ", addresses)}"))
            : Section.Blind<NameResult>(
                $"addresses of {name}",
                "nginx lives in a container, whose own DNS server knows the name",
                $"run as root: nsenter --net=/proc/{root.Split('/').ElementAtOrDefault(2)}/ns/net --root={root} getent ahosts {name}");
    }

    internal static string[] Find(string name, string hosts) =>
        [.. from line in hosts.Split('\n')
            let words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)
            where words.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out _)
            orderby words[0].Contains(':', StringComparison.Ordinal) descending
            select IPAddress.Parse(words[0]).ToString()];
}
