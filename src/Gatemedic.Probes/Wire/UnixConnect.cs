using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Gatemedic.Probes;

/// <summary>
/// connect() to a unix socket as nginx calls it: it never waits, so a full accept queue shows as EAGAIN at once.
/// The runtime's own connect folds ENOENT and EAGAIN into other codes.
/// </summary>
internal static class UnixConnect
{
    /// <summary>sizeof sun_path, which nginx requires to end with a zero byte.</summary>
    private const int MaxPath = 108;

    /// <summary>Connects to a socket below a root; "" = ours.</summary>
    public static Socket Open(string root, string path)
    {
        if (root.Length == 0)
        {
            return Open(path);
        }

        using var found = PathInRoot.Open(root, path);
        return Open(found is null ? root + path : $"/proc/self/fd/{found.DangerousGetHandle()}");
    }

    private static Socket Open(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length >= MaxPath)
        {
            throw new ErrnoException(Errno.NameTooLong);
        }

        var address = new byte[2 + bytes.Length + 1];
        BitConverter.TryWriteBytes(address, (ushort)Native.AfUnix);
        bytes.CopyTo(address, 2);

        var descriptor = Native.OpenSocket(Native.AfUnix, Native.NonBlockingStream, 0);
        if (descriptor < 0)
        {
            throw new ErrnoException(Marshal.GetLastPInvokeError());
        }

        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        if (Native.Connect(descriptor, address, (uint)address.Length) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new ErrnoException(errno);
        }

        return new Socket(handle);
    }
}
