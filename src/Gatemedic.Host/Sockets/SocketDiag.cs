using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>Asks the kernel for listening sockets (sock_diag(7)), with the lengths of their accept queues, which /proc/net does not tell.</summary>
internal static unsafe partial class SocketDiag
{
    private const int NetlinkFamily = 16;
    private const int RawSocket = 3;
    private const int SockDiagProtocol = 4;
    private const int DontWait = 0x40;
    private const int Header = 16;
    private const int ReplyType = 20;
    private const int DoneType = 3;
    private const byte InetFamily = 2;
    private const byte Inet6Family = 10;
    private const int MostReplies = 10_000;
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

    private delegate void Reply(ReadOnlySpan<byte> reply);

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

    /// <summary>Sends a request and gives each answer to <paramref name="take"/>; true when the answer came to its end.</summary>
    private static bool Ask(byte[] request, Reply take)
    {
        var descriptor = Open(NetlinkFamily, RawSocket | Libc.OpenCloseOnExec, SockDiagProtocol);
        if (descriptor < 0)
        {
            return false;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return Ask(descriptor, request, take);
    }

    // The kernel makes each part of a dump when it is received, so there is never anything to wait for.
    private static bool Ask(int descriptor, byte[] request, Reply take)
    {
        fixed (byte* p = request)
        {
            if (Send(descriptor, p, request.Length, 0) != request.Length)
            {
                return false;
            }
        }

        var buffer = new byte[64 * 1024];
        for (var received = 0; received < MostReplies; received++)
        {
            nint length;
            fixed (byte* p = buffer)
            {
                length = Receive(descriptor, p, buffer.Length, DontWait);
            }

            if (length <= 0)
            {
                return false;
            }

            if (TakeAll(buffer.AsSpan(0, (int)length), take) is { } isWhole)
            {
                return isWhole;
            }
        }

        return false;
    }

    /// <summary>Gives each message to <paramref name="take"/>: true at the end of the dump, false on an error, null when more will come.</summary>
    private static bool? TakeAll(ReadOnlySpan<byte> messages, Reply take)
    {
        while (messages.Length >= Header)
        {
            var length = MemoryMarshal.Read<int>(messages);
            var type = MemoryMarshal.Read<ushort>(messages[4..]);
            if (type != ReplyType || length < Header || length > messages.Length)
            {
                return type == DoneType;
            }

            take(messages[Header..length]);
            messages = messages[Math.Min((length + 3) & ~3, messages.Length)..];
        }

        return null;
    }

    // struct inet_diag_req_v2 behind struct nlmsghdr.
    private static byte[] TcpRequest(byte family)
    {
        var request = Request(Header + 56);
        request[Header] = family;
        request[Header + 1] = 6;
        MemoryMarshal.Write(request.AsSpan(Header + 4), Listening);
        return request;
    }

    // struct unix_diag_req; UDIAG_SHOW_RQLEN is 0x10.
    private static byte[] UnixRequest()
    {
        var request = Request(Header + 24);
        request[Header] = 1;
        MemoryMarshal.Write(request.AsSpan(Header + 4), Listening);
        MemoryMarshal.Write(request.AsSpan(Header + 12), 0x10u);
        return request;
    }

    private static byte[] Request(int length)
    {
        const ushort RequestAndDump = 0x301;
        var request = new byte[length];
        MemoryMarshal.Write(request.AsSpan(), length);
        MemoryMarshal.Write(request.AsSpan(4), (ushort)ReplyType);
        MemoryMarshal.Write(request.AsSpan(6), RequestAndDump);
        return request;
    }

    [LibraryImport("libc", EntryPoint = "socket")]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send")]
    private static partial nint Send(int descriptor, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    private static partial nint Receive(int descriptor, byte* bytes, nint length, int flags);
}
