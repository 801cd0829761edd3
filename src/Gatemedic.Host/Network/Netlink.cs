using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>One question to the kernel over netlink(7), in the network namespace of the calling thread.</summary>
internal static unsafe partial class Netlink
{
    public const int Route = 0;
    public const int SocketDiagnosis = 4;

    /// <summary>Length of struct nlmsghdr.</summary>
    public const int Header = 16;

    private const int Family = 16;
    private const int RawSocket = 3;
    private const int DontWait = 0x40;
    private const int ErrorType = 2;
    private const int DoneType = 3;
    private const int MostBatches = 20_000;
    private const ushort JustRequest = 1;
    private const ushort RequestAndDump = 0x301;

    /// <summary>Takes the payload of one message of the answer.</summary>
    public delegate void Reply(ReadOnlySpan<byte> payload);

    /// <summary>Asks and gives each message of the answer to <paramref name="take"/>; gives 0 when the answer came whole, else the errno with which the kernel refused or EINVAL.</summary>
    public static int Ask(int protocol, ushort type, bool dump, ReadOnlySpan<byte> payload, Reply take)
    {
        var descriptor = Open(Family, RawSocket | Libc.OpenCloseOnExec, protocol);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        var request = new byte[Header + payload.Length];
        MemoryMarshal.Write(request.AsSpan(), request.Length);
        MemoryMarshal.Write(request.AsSpan(4), type);
        MemoryMarshal.Write(request.AsSpan(6), dump ? RequestAndDump : JustRequest);
        payload.CopyTo(request.AsSpan(Header));
        fixed (byte* p = request)
        {
            if (Send(descriptor, p, request.Length, 0) != request.Length)
            {
                return Marshal.GetLastPInvokeError();
            }
        }

        return Receive(descriptor, dump, take);
    }

    /// <summary>The attributes behind a fixed header: their types and contents.</summary>
    public static Dictionary<int, byte[]> Attributes(ReadOnlySpan<byte> bytes)
    {
        var found = new Dictionary<int, byte[]>();
        while (bytes.Length >= 4)
        {
            var length = MemoryMarshal.Read<ushort>(bytes);
            if (length < 4 || length > bytes.Length)
            {
                break;
            }

            found[MemoryMarshal.Read<ushort>(bytes[2..]) & 0x3fff] = bytes[4..length].ToArray();
            bytes = bytes[Math.Min((length + 3) & ~3, bytes.Length)..];
        }

        return found;
    }

    // The kernel makes the answer, or the next part of a dump, before send and recv return: there is never anything to wait for.
    private static int Receive(int descriptor, bool dump, Reply take)
    {
        var buffer = new byte[64 * 1024];
        for (var batch = 0; batch < MostBatches; batch++)
        {
            nint length;
            fixed (byte* p = buffer)
            {
                length = Receive(descriptor, p, buffer.Length, DontWait);
            }

            if (length <= 0)
            {
                return length == 0 ? Errno.Invalid : Marshal.GetLastPInvokeError();
            }

            if (TakeAll(buffer.AsSpan(0, (int)length), take) is { } end)
            {
                return end;
            }

            if (!dump)
            {
                return 0;
            }
        }

        return Errno.Invalid;
    }

    /// <summary>0 at the end of a dump, the errno of an error message, null when more will come.</summary>
    private static int? TakeAll(ReadOnlySpan<byte> messages, Reply take)
    {
        while (messages.Length >= Header)
        {
            var length = MemoryMarshal.Read<int>(messages);
            var type = MemoryMarshal.Read<ushort>(messages[4..]);
            if (type == DoneType || length < Header || length > messages.Length)
            {
                return type == DoneType ? 0 : Errno.Invalid;
            }

            if (type == ErrorType)
            {
                return length >= Header + 4 ? -MemoryMarshal.Read<int>(messages[Header..]) : Errno.Invalid;
            }

            take(messages[Header..length]);
            messages = messages[Math.Min((length + 3) & ~3, messages.Length)..];
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, byte* bytes, nint length, int flags);
}
