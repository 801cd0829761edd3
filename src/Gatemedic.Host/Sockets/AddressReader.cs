using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the IP addresses of this host's interfaces, loopback included.</summary>
public static class AddressReader
{
    private const int FileLimit = 4 * 1024 * 1024;

    /// <summary>Those of the network namespace in which a process lives.</summary>
    public static ImmutableArray<string> Read(ProcessTable table, int pid)
    {
        string Text(string name) => Encoding.UTF8.GetString(BoundedFile.Read(table.PathOf(pid, "net/" + name), FileLimit, out _, out _) ?? []);
        return [.. LocalIn(Text("fib_trie")).Concat(InIf6(Text("if_inet6"))).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Of /proc/net/fib_trie: the addresses that a line "/32 host LOCAL" follows.</summary>
    internal static IEnumerable<string> LocalIn(string trie)
    {
        var address = "";
        foreach (var line in trie.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith("|-- ", StringComparison.Ordinal))
            {
                address = line[4..];
            }
            else if (line.StartsWith("/32 host LOCAL", StringComparison.Ordinal) && IPAddress.TryParse(address, out _))
            {
                yield return address;
            }
        }
    }

    /// <summary>Of /proc/net/if_inet6: thirty-two hexadecimal digits begin each line.</summary>
    internal static IEnumerable<string> InIf6(string table) =>
        table.Split('\n').Where(l => l.Length > 32 && l[..32].All(char.IsAsciiHexDigit))
            .Select(l => new IPAddress(Convert.FromHexString(l.AsSpan(0, 32))).ToString());

    /// <summary>IP literals, IPv6 without brackets and scope.</summary>
    public static Section<ImmutableArray<string>> Read()
    {
        try
        {
            return Section.Seen<ImmutableArray<string>>(
                [.. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                    .Select(a => new IPAddress(a.Address.GetAddressBytes()).ToString())
                    .Distinct()
                    .Order(StringComparer.Ordinal)]);
        }
        catch (Exception e) when (e is NetworkInformationException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return Section.Blind<ImmutableArray<string>>("addresses of this host", e.Message, "");
        }
    }
}
