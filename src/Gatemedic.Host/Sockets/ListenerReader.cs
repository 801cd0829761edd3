using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the listening sockets of our network namespace and of every other in which processes live.</summary>
public static class ListenerReader
{
    private const int TableLimit = 64 * 1024 * 1024;

    /// <summary>TCP, TCP6 and unix listeners with the processes that hold them; blind when not even our own can be read.</summary>
    /// <param name="table">The processes.</param>
    /// <param name="spaces">The namespaces, ours among them.</param>
    /// <param name="cancellation">Stops the search for holders.</param>
    public static Section<ImmutableArray<Listener>> Read(ProcessTable table, ImmutableArray<NetworkSpace> spaces, CancellationToken cancellation)
    {
        var own = ReadNamespace(table.OwnPath("net"), table.OwnNetNs, SocketDiag.Ask(table.OwnNetNs), out var blind);
        if (blind is not null)
        {
            return Section.Blind<ImmutableArray<Listener>>("listening sockets", blind, "");
        }

        // Each other namespace costs a thread of its own.
        var others = spaces.Where(s => s.NetNs != table.OwnNetNs).AsParallel().AsOrdered().WithDegreeOfParallelism(4).SelectMany(space =>
            ReadNamespace(table.PathOf(space.Pid, "net"), space.NetNs, InNamespace.Ask(table.PathOf(space.Pid, "ns/net"), () => SocketDiag.Ask(space.NetNs)), out _));
        var sockets = own.Concat(others).ToList();
        var owners = SocketOwners.Find(table, [.. sockets.Select(s => s.Inode)], cancellation);
        return Section.Seen<ImmutableArray<Listener>>([.. sockets.Select(socket => socket.Listener with { Pids = owners[socket.Inode] })]);
    }

    /// <summary>What one namespace listens on; why not, when nothing could be read.</summary>
    private static List<SocketLine> ReadNamespace(string net, string netNs, SocketDiag.Sockets? quick, out string? blind)
    {
        blind = null;
        var unix = NetUnixParser.Parse(Text($"{net}/unix", out _) ?? "", netNs).Select(s => quick?.UnixQueues.TryGetValue(s.Inode, out var lengths) == true
            ? s with { Listener = s.Listener with { Queue = lengths.Queue, Backlog = lengths.Backlog } }
            : s);
        if (quick?.Tcp is { } tcp)
        {
            return [.. tcp, .. unix];
        }

        var ipv4 = Text($"{net}/tcp", out var error);
        blind = ipv4 is null ? error : null;

        // tcp6 is absent where IPv6 is switched off.
        return [.. NetTcpParser.Parse(ipv4 ?? "", SocketFamily.Tcp, netNs), .. NetTcpParser.Parse(Text($"{net}/tcp6", out _) ?? "", SocketFamily.Tcp6, netNs), .. unix];
    }

    private static string? Text(string path, out string error) =>
        BoundedFile.Read(path, TableLimit, out _, out error) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
