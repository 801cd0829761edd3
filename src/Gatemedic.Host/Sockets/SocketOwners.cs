using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;

namespace Gatemedic.Host;

/// <summary>Finds which processes hold which sockets, in one pass over the descriptors of the host.</summary>
internal static class SocketOwners
{
    private static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>Holders of each of <paramref name="inodes"/>, oldest first; those that we may not look into are absent.</summary>
    public static Dictionary<ulong, ImmutableArray<int>> Find(ProcessTable table, HashSet<ulong> inodes, CancellationToken cancellation)
    {
        var holders = inodes.ToDictionary(i => i, _ => ImmutableArray.CreateBuilder<int>());
        if (inodes.Count > 0)
        {
            foreach (var process in table.All.OrderBy(p => p.StartTicks).ThenBy(p => p.Pid))
            {
                cancellation.ThrowIfCancellationRequested();
                AddHeldBy(table.PathOf(process.Pid, "fd"), process.Pid, holders);
            }
        }

        return holders.ToDictionary(h => h.Key, h => h.Value.ToImmutable());
    }

    private static void AddHeldBy(string directory, int pid, Dictionary<ulong, ImmutableArray<int>.Builder> holders)
    {
        // "/proc/PID/fd/" once as bytes, then only the number behind it changes: no allocation for each descriptor.
        var path = new byte[directory.Length + 16];
        var stem = Encoding.ASCII.GetBytes(directory, path);
        path[stem++] = (byte)'/';
        try
        {
            foreach (var number in new FileSystemEnumerable<int>(directory, Number, Plain))
            {
                if (number < 0 || !System.Buffers.Text.Utf8Formatter.TryFormat(number, path.AsSpan(stem), out var digits))
                {
                    continue;
                }

                path[stem + digits] = 0;
                var inode = Links.SocketInode(path);
                if (inode != 0 && holders.TryGetValue(inode, out var pids) && (pids.Count == 0 || pids[^1] != pid))
                {
                    pids.Add(pid);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process ended, or is not ours to look into.
        }
    }

    private static int Number(ref FileSystemEntry entry) => int.TryParse(entry.FileName, out var n) ? n : -1;
}
