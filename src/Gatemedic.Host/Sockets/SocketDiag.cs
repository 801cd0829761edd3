using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>Asks the kernel (sock_diag(7)) how long the accept queues of listening sockets are, which /proc/net does not tell.</summary>
internal static unsafe partial class SocketDiag
{
    private const int NetlinkFamily = 16;
    private const int RawSocket = 3;
    private const int SockDiagProtocol = 4;
    private const int DontWait = 0x40;
    private const int Header = 16;
    private const int ReplyType = 20;
    private const int MostReplies = 10_000;
    private const uint Listening = 1 << 10;

    /// <summary>Queue and backlog by inode, for our own network namespace; empty where the kernel does not answer.</summary>
    public static Dictionary<ulong, (int Queue, int Backlog)> Backlogs()
    {
        var lengths = new Dictionary<ulong, (int, int)>();
        var descriptor = Open(NetlinkFamily, RawSocket | Libc.OpenCloseOnExec, SockDiagProtocol);
        if (descriptor < 0)
        {
            return lengths;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Ask(descriptor, TcpRequest(family: 2), reply => Add(lengths, reply, inodeAt: 68, queueAt: 56));
        Ask(descriptor, TcpRequest(family: 10), reply => Add(lengths, reply, inodeAt: 68, queueAt: 56));

        // unix_diag_msg is 16 bytes, then one attribute: UNIX_DIAG_RQLEN with the two lengths behind its 4 bytes of header.
        Ask(descriptor, UnixRequest(), reply => Add(lengths, reply, inodeAt: 4, queueAt: 20));
        return lengths;
    }

    private delegate void Reply(ReadOnlySpan<byte> reply);

    private static void Add(Dictionary<ulong, (int, int)> lengths, ReadOnlySpan<byte> reply, int inodeAt, int queueAt)
    {
        if (reply.Length >= Math.Max(inodeAt + 4, queueAt + 8))
        {
            lengths[MemoryMarshal.Read<uint>(reply[inodeAt..])] =
                (MemoryMarshal.Read<int>(reply[queueAt..]), MemoryMarshal.Read<int>(reply[(queueAt + 4)..]));
        }
    }

    // The kernel makes each part of a dump when it is received, so there is never anything to wait for.
    private static void Ask(int descriptor, byte[] request, Reply take)
    {
        fixed (byte* p = request)
        {
            if (Send(descriptor, p, request.Length, 0) != request.Length)
            {
                return;
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

            if (length <= 0 || !TakeAll(buffer.AsSpan(0, (int)length), take))
            {
                return;
            }
        }
    }

    /// <summary>Gives each message to <paramref name="take"/>; false at the end of the dump (NLMSG_DONE) or an error.</summary>
    private static bool TakeAll(ReadOnlySpan<byte> messages, Reply take)
    {
        while (messages.Length >= Header)
        {
            var length = MemoryMarshal.Read<int>(messages);
            if (MemoryMarshal.Read<ushort>(messages[4..]) != ReplyType || length < Header || length > messages.Length)
            {
                return false;
            }

            take(messages[Header..length]);
            messages = messages[Math.Min((length + 3) & ~3, messages.Length)..];
        }

        return true;
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
