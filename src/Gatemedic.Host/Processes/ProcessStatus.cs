using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>Whom a process runs as, from /proc/PID/status.</summary>
/// <param name="Uid">Effective user id.</param>
/// <param name="Gid">Effective group id.</param>
/// <param name="Groups">Supplementary groups.</param>
/// <param name="IsNested">It lives in a pid namespace below ours, as processes of containers do.</param>
/// <param name="ResidentBytes">VmRSS; 0 when it has no memory of its own.</param>
/// <param name="SwappedBytes">VmSwap.</param>
internal sealed record ProcessStatus(
    int Uid, int Gid, ImmutableArray<int> Groups, bool IsNested = false, long ResidentBytes = 0, long SwappedBytes = 0)
{
    /// <summary>Parses the file; null when it has no Uid line.</summary>
    public static ProcessStatus? Parse(string text)
    {
        int? uid = null, gid = null;
        ImmutableArray<int> groups = [];
        var isNested = false;
        long resident = 0, swapped = 0;
        foreach (var line in text.Split('\n'))
        {
            // Uid: real, effective, saved, file system.
            if (line.StartsWith("Uid:", StringComparison.Ordinal))
            {
                uid = Numbers(line).ElementAtOrDefault(1);
            }
            else if (line.StartsWith("Gid:", StringComparison.Ordinal))
            {
                gid = Numbers(line).ElementAtOrDefault(1);
            }
            else if (line.StartsWith("Groups:", StringComparison.Ordinal))
            {
                groups = Numbers(line);
            }
            else if (line.StartsWith("NSpid:", StringComparison.Ordinal))
            {
                // Its id in our namespace, then in each below.
                isNested = Numbers(line).Length > 1;
            }
            else if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                resident = Kilobytes(line);
            }
            else if (line.StartsWith("VmSwap:", StringComparison.Ordinal))
            {
                swapped = Kilobytes(line);
            }
        }

        return uid is { } u && gid is { } g ? new ProcessStatus(u, g, groups, isNested, resident, swapped) : null;
    }

    /// <summary>"VmRSS:     5296 kB" in bytes.</summary>
    private static long Kilobytes(string line) =>
        line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [_, var number, ..] && uint.TryParse(number, out var kilobytes) ? kilobytes * 1024L : 0;

    private static ImmutableArray<int> Numbers(string line) =>
        [.. line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(w => uint.TryParse(w, out var n) ? unchecked((int)n) : -1)];
}
