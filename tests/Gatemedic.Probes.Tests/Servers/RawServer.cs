using System.Net;
using System.Net.Sockets;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>A server inside the test that does to each connection what the test says.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Socket listener;

    private RawServer(Socket listener, PeerAddress address)
    {
        this.listener = listener;
        Address = address;
    }

    public PeerAddress Address { get; }

    /// <summary>Answers any request with an empty 200.</summary>
    public static async Task Hello(Stream stream, CancellationToken cancellation)
    {
        _ = await stream.ReadAsync(new byte[4096], cancellation);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancellation);
    }

    public static RawServer OnTcp(Func<Stream, CancellationToken, Task> behaviour)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return Started(listener, new PeerAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port), behaviour, 512);
    }

    public static RawServer OnUnix(string path, Func<Stream, CancellationToken, Task> behaviour)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        return Started(listener, new PeerAddress("", 0, path), behaviour, 512);
    }

    /// <summary>Answers every connection with these bytes once something was asked, then closes it.</summary>
    public static RawServer Answering(ReadOnlyMemory<byte> bytes) => OnTcp(async (stream, cancellation) =>
    {
        _ = await stream.ReadAsync(new byte[4096], cancellation);
        await stream.WriteAsync(bytes, cancellation);
    });

    public static RawServer Answering(string text) => Answering(System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>Says these bytes first, as servers with a banner do, and closes on the first line that it does not like.</summary>
    public static RawServer Greeting(string banner) => OnTcp(async (stream, cancellation) =>
    {
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(banner), cancellation);
        _ = await stream.ReadAsync(new byte[4096], cancellation);
    });

    /// <summary>Takes connections, reads, and never says a byte.</summary>
    public static RawServer Silent() => OnTcp(async (stream, cancellation) =>
    {
        while (await stream.ReadAsync(new byte[4096], cancellation) > 0)
        {
        }
    });

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private static RawServer Started(Socket listener, PeerAddress address, Func<Stream, CancellationToken, Task> behaviour, int backlog)
    {
        listener.Listen(backlog);
        var server = new RawServer(listener, address);
        _ = server.AcceptAsync(behaviour, server.stop.Token);
        return server;
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> behaviour, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var socket = await listener.AcceptAsync(cancellation);
            _ = ServeAsync(socket, behaviour, cancellation);
        }
    }

    private static async Task ServeAsync(Socket socket, Func<Stream, CancellationToken, Task> behaviour, CancellationToken cancellation)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await behaviour(stream, cancellation);
        socket.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(new byte[4096], cancellation) > 0)
        {
        }
    }
}
