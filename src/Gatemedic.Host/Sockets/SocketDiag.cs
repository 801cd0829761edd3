using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Asks the kernel for listening sockets (sock_diag(7)), with the lengths of their accept queues, which /proc/net does not tell.</summary>
internal static class SocketDiag
{
    private const ushort ByFamily = 20;
    private const byte InetFamily = 2;
    private const byte Inet6Family = 10;
    private const uint Listening = 1 << 10;

    /// <summary>What a network namespace listens on.</summary>
    /// <param name="Tcp">Its TCP listeners; null where the kernel does not answer.</param>
    /// <param name="UnixQueues">Queue and backlog of its listening unix sockets by inode.</param>
    internal sealed record Sockets(List<SocketLine>? Tcp, Dictionary<ulong, (int Queue, int Backlog)> UnixQueues);

    /// <summary>Asks of the namespace in which the calling thread is, whose id is <paramref name="netNs"/>.</summary>
    public static Sockets Ask(string netNs) => new(TcpListeners(netNs), UnixQueues());

    /// <summary>
    /// The TCP listeners of the thread's network namespace; null where the kernel does not answer. /proc/net/tcp costs a walk over every
    /// connection of the host and a line of text for each, this only over the listeners.
    /// </summary>
    public static List<SocketLine>? TcpListeners(string netNs)
    {
        var lines = new List<SocketLine>();
        return Ask(TcpRequest(InetFamily), reply => AddTcp(lines, reply, SocketFamily.Tcp, 4, netNs))
            && Ask(TcpRequest(Inet6Family), reply => AddTcp(lines, reply, SocketFamily.Tcp6, 16, netNs))
            ? lines
            : null;
    }

    /// <summary>Queue and backlog of the listening unix sockets of the thread's network namespace by inode; empty where the kernel does not answer.</summary>
    private static Dictionary<ulong, (int Queue, int Backlog)> UnixQueues()
    {
        // unix_diag_msg is 16 bytes with the inode at 4, then one attribute: UNIX_DIAG_RQLEN, 4 bytes of header and the two lengths.
        var lengths = new Dictionary<ulong, (int, int)>();
        Ask(UnixRequest(), reply =>
        {
            if (reply.Length >= 28)
            {
                lengths[MemoryMarshal.Read<uint>(reply[4..])] = (MemoryMarshal.Read<int>(reply[20..]), MemoryMarshal.Read<int>(reply[24..]));
            }
        });
        return lengths;
    }

    // struct inet_diag_msg: source port at 4, source address at 8, idiag_rqueue at 56, idiag_wqueue at 60, inode at 68.
    private static void AddTcp(List<SocketLine> lines, ReadOnlySpan<byte> reply, SocketFamily family, int addressLength, string netNs)
    {
        if (reply.Length >= 72)
        {
            lines.Add(new SocketLine(MemoryMarshal.Read<uint>(reply[68..]), new Listener
            {
                Family = family,
                Address = new IPAddress(reply.Slice(8, addressLength)).ToString(),
                Port = BinaryPrimitives.ReadUInt16BigEndian(reply[4..]),
                NetNs = netNs,
                Queue = MemoryMarshal.Read<int>(reply[56..]),
                Backlog = MemoryMarshal.Read<int>(reply[60..]),
            }));
        }
    }

    /// <summary>Asks and gives each answer to <paramref name="take"/>; true when the answer came to its end.</summary>
    private static bool Ask(byte[] request, Netlink.Reply take) =>
        Netlink.Ask(Netlink.SocketDiagnosis, ByFamily, dump: true, request, take) == 0;

    // struct inet_diag_req_v2.
    private static byte[] TcpRequest(byte family)
    {
        var request = new byte[56];
        request[0] = family;
        request[1] = 6;
        MemoryMarshal.Write(request.AsSpan(4), Listening);
        return request;
    }

    // struct unix_diag_req; UDIAG_SHOW_RQLEN is 0x10.
    private static byte[] UnixRequest()
    {
        var request = new byte[24];
        request[0] = 1;
        MemoryMarshal.Write(request.AsSpan(4), Listening);
        MemoryMarshal.Write(request.AsSpan(12), 0x10u);
        return request;
    }
}
