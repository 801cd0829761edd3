using System.Net;
using System.Net.Sockets;

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
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Open(AddressFamily family, NetworkNamespace? from) => from is null
        ? new Socket(family, SocketType.Stream, ProtocolType.Tcp)
        : new Socket(new SafeSocketHandle(from.OpenSocket(family == AddressFamily.InterNetwork ? Native.AfInet : Native.AfInet6), ownsHandle: true));
}
