namespace Gatemedic.Host;

/// <summary>Tells network namespaces apart, without root's rights too.</summary>
internal static class NetNamespace
{
    /// <summary>The id of a process's namespace: the link text of ns/net; ours when it is provably ours; else a name made of the process.</summary>
    public static string Of(ProcessTable table, int pid) =>
        table.Link(pid, "ns/net") ?? (IsOurs(table, pid) ? table.OwnNetNs : $"net of process {pid}");

    /// <summary>The process shares our namespace.</summary>
    public static bool IsOurs(ProcessTable table, int pid)
    {
        if (table.Link(pid, "ns/net") is { } theirs)
        {
            return theirs == table.OwnNetNs;
        }

        // The link is for the owner only, but the files of /proc/PID/net are for all and each namespace has its own inodes.
        return FileFacts.TryRead(table.PathOf(pid, "net/dev"), follow: true, out var there, out _)
            && FileFacts.TryRead(table.OwnPath("net/dev"), follow: true, out var here, out _)
            && there.Inode == here.Inode;
    }
}
