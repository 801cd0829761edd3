using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gatemedic.Probes;

/// <summary>connect() to an IP and port, from our network namespace or another.</summary>
internal static class TcpConnect
{
    public static async Task<Socket> OpenAsync(IPEndPoint peer, NetworkNamespace? from, CancellationToken cancellation)
    {
        var socket = Open(peer.AddressFamily, from);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(peer, cancellation);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw error.SocketErrorCode == SocketError.AccessDenied ? new ErrnoException(Denial(peer, from)) : error;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Open(AddressFamily family, NetworkNamespace? from) => from is null
        ? new Socket(family, SocketType.Stream, ProtocolType.Tcp)
        : new Socket(new SafeSocketHandle(from.OpenSocket(family == AddressFamily.InterNetwork ? Native.AfInet : Native.AfInet6), ownsHandle: true));

    /// <summary>
    /// EPERM (a packet filter on the way out) or EACCES (security policy): the runtime calls both AccessDenied. Both come before
    /// a packet leaves, so asking the kernel once more shows which without bothering the peer.
    /// </summary>
    private static int Denial(IPEndPoint peer, NetworkNamespace? from)
    {
        using var socket = Open(peer.AddressFamily, from);
        socket.Blocking = false;
        var failed = Native.Connect((int)socket.Handle, Serialized(peer), (uint)Serialized(peer).Length) != 0;
        return failed && Marshal.GetLastPInvokeError() is 1 ? 1 : Errno.PermissionDenied;
    }

    private static byte[] Serialized(IPEndPoint peer)
    {
        var isV4 = peer.AddressFamily == AddressFamily.InterNetwork;
        var address = new byte[isV4 ? 16 : 28];
        BitConverter.TryWriteBytes(address, (ushort)(isV4 ? Native.AfInet : Native.AfInet6));
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)peer.Port);
        peer.Address.TryWriteBytes(address.AsSpan(isV4 ? 4 : 8), out _);
        return address;
    }
}
