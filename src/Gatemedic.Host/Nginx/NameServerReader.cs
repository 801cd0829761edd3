using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Gatemedic.Host;

/// <summary>Reads the name servers of the resolv.conf that an nginx has: what it would be told to use as resolver.</summary>
internal static class NameServerReader
{
    // MAXNS of glibc: it looks at no more.
    private const int Most = 3;
    private const int FileLimit = 64 * 1024;

    /// <summary>Below the root of nginx's file system.</summary>
    public static ImmutableArray<string> Read(string root) =>
        Parse(Encoding.UTF8.GetString(BoundedFile.Read(RootedPath.Resolve(root, "/etc/resolv.conf"), FileLimit, out _, out _) ?? []));

    /// <summary>The nameserver lines that name an address nginx can be given: one with a scope ("fe80::1%eth0") is none.</summary>
    internal static ImmutableArray<string> Parse(string text) =>
        [.. text.Split('\n')
            .Select(line => line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", var address, ..] && !address.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(address, out _))
            .Select(words => words[1])
            .Take(Most)];
}
