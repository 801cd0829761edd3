using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>Finds which processes hold which sockets.</summary>
internal static class SocketOwners
{
    /// <summary>Servers open their listening sockets before their connections, so these stand among the lowest descriptors.</summary>
    private const int FirstDescriptors = 1024;

    /// <summary>How many more are looked at, in all processes together, when a socket has no holder yet: some 40 ms.</summary>
    private const int FurtherDescriptors = 10_000;

    /// <summary>Holders of each of <paramref name="inodes"/>, oldest first; those that we may not look into are absent.</summary>
    public static Dictionary<ulong, ImmutableArray<int>> Find(ProcessTable table, HashSet<ulong> inodes, CancellationToken cancellation)
    {
        var holders = inodes.ToDictionary(i => i, _ => new SortedSet<(long Start, int Pid)>());
        if (inodes.Count > 0)
        {
            var crowded = Pass(table, [.. table.All], inodes, 0, FirstDescriptors, holders, cancellation);
            var orphans = holders.Where(h => h.Value.Count == 0).Select(h => h.Key).ToHashSet();
            if (orphans.Count > 0 && crowded.Length > 0)
            {
                Pass(table, crowded, orphans, FirstDescriptors, FurtherDescriptors / crowded.Length, holders, cancellation);
            }
        }

        return holders.ToDictionary(h => h.Key, h => h.Value.Select(p => p.Pid).ToImmutableArray());
    }

    /// <summary>Looks at a range of the descriptors of each process; gives those processes that have more.</summary>
    private static ImmutableArray<ProcessStat> Pass(
        ProcessTable table,
        ImmutableArray<ProcessStat> processes,
        HashSet<ulong> wanted,
        int skip,
        int most,
        Dictionary<ulong, SortedSet<(long Start, int Pid)>> holders,
        CancellationToken cancellation)
    {
        var held = new (List<ulong> Inodes, bool Left)[processes.Length];
        Parallel.For(0, processes.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            held[i] = (DescriptorReader.Find(table.PathOf(processes[i].Pid, "fd"), wanted, skip, most, out var left), left));

        foreach (var (process, (found, _)) in processes.Zip(held))
        {
            foreach (var inode in found)
            {
                holders[inode].Add((process.StartTicks, process.Pid));
            }
        }

        return [.. processes.Where((_, i) => held[i].Left)];
    }
}
