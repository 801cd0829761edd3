using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the listening sockets of our network namespace and of those that nginx masters live in.</summary>
public static class ListenerReader
{
    private const int TableLimit = 64 * 1024 * 1024;

    /// <summary>TCP, TCP6 and unix listeners with the processes that hold them.</summary>
    public static Section<ImmutableArray<Listener>> Read(
        ProcessTable table, ImmutableArray<NginxMaster> masters, CancellationToken cancellation)
    {
        var sockets = new List<SocketLine>();
        var quick = SocketDiag.TcpListeners(table.OwnNetNs);
        sockets.AddRange(quick ?? []);
        var blind = ReadNamespace(table.OwnPath("net"), table.OwnNetNs, quick is null, sockets);
        if (blind is not null)
        {
            return Section.Blind<ImmutableArray<Listener>>("listening sockets", blind, "");
        }

        foreach (var master in masters.Where(m => !m.SharesOurNetwork).DistinctBy(m => m.NetNs))
        {
            ReadNamespace(table.PathOf(master.Pid, "net"), master.NetNs, withTcp: true, sockets);
        }

        var owners = SocketOwners.Find(table, [.. sockets.Select(s => s.Inode)], cancellation);
        var queues = SocketDiag.UnixQueues();
        return Section.Seen<ImmutableArray<Listener>>([.. sockets.Select(socket => Complete(socket, owners, queues))]);
    }

    private static Listener Complete(
        SocketLine socket, Dictionary<ulong, ImmutableArray<int>> owners, Dictionary<ulong, (int Queue, int Backlog)> queues)
    {
        var listener = socket.Listener with { Pids = owners[socket.Inode] };
        return queues.TryGetValue(socket.Inode, out var lengths)
            ? listener with { Queue = lengths.Queue, Backlog = lengths.Backlog }
            : listener;
    }

    /// <summary>Adds what one namespace listens on; gives why not when nothing could be read.</summary>
    private static string? ReadNamespace(string net, string netNs, bool withTcp, List<SocketLine> sockets)
    {
        sockets.AddRange(NetUnixParser.Parse(Text($"{net}/unix", out _) ?? "", netNs));
        if (!withTcp)
        {
            return null;
        }

        var tcp = Text($"{net}/tcp", out var error);
        sockets.AddRange(NetTcpParser.Parse(tcp ?? "", SocketFamily.Tcp, netNs));

        // Absent where IPv6 is switched off.
        sockets.AddRange(NetTcpParser.Parse(Text($"{net}/tcp6", out _) ?? "", SocketFamily.Tcp6, netNs));
        return tcp is null ? error : null;
    }

    private static string? Text(string path, out string error) =>
        BoundedFile.Read(path, TableLimit, out _, out error) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
