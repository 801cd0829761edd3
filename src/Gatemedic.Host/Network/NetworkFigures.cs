using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads what a network namespace's kernel tells of its ports, queues, tracked connections and TCP connections.</summary>
internal static class NetworkFigures
{
    private const int FileLimit = 256 * 1024;

    /// <summary>The space with its figures; as it was where it may not be entered.</summary>
    internal static NetworkSpace Fill(NetworkSpace space, NetworkPlace place)
    {
        try
        {
            return place.Run(() => Look(space));
        }
        catch (UnauthorizedAccessException)
        {
            return space;
        }
    }

    // What lies in /proc/sys/net and /proc/thread-self/net depends on the namespace of the thread that opens it.
    private static NetworkSpace Look(NetworkSpace space)
    {
        var range = Text("/proc/sys/net/ipv4/ip_local_port_range").Split((char[])['\t', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var counters = Counters(Text("/proc/thread-self/net/netstat"), "TcpExt:");
        return space with
        {
            FirstLocalPort = (int)(Number(range.ElementAtOrDefault(0)) ?? 0),
            LastLocalPort = (int)(Number(range.ElementAtOrDefault(1)) ?? 0),
            TimeWaitReuse = (int?)Number(Text("/proc/sys/net/ipv4/tcp_tw_reuse").Trim()),
            ListenOverflows = Counter(counters, "ListenOverflows"),
            ListenDrops = Counter(counters, "ListenDrops"),
            Tracked = Number(Text("/proc/sys/net/netfilter/nf_conntrack_count").Trim()),
            TrackedLimit = Number(Text("/proc/sys/net/netfilter/nf_conntrack_max").Trim()),
            Connections = TcpConnections.Read(),
        };
    }

    /// <summary>The file has pairs of lines: names, then values, each begun with the same word.</summary>
    internal static Dictionary<string, long> Counters(string text, string group)
    {
        var lines = text.Split('\n').Where(l => l.StartsWith(group, StringComparison.Ordinal)).Select(l => l.Split(' ')).ToArray();
        return lines is [var names, var values]
            ? names.Zip(values).Skip(1).DistinctBy(p => p.First).ToDictionary(p => p.First, p => Number(p.Second) ?? 0)
            : [];
    }

    private static long? Counter(Dictionary<string, long> counters, string name) => counters.TryGetValue(name, out var value) ? value : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(string path) => Encoding.UTF8.GetString(BoundedFile.Read(path, FileLimit, out _, out _) ?? []);
}
