using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>An upstream on loopback that says in a header what it was asked: request line, Host and its own port.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public EchoServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    /// <summary>What it says in X-Echo for a request line and a Host.</summary>
    public static string Said(string? requestLine, string? host, int port) => Uri.EscapeDataString($"{requestLine}|{host}|{port}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[16384];
                var length = 0;
                string head;
                do
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(length), stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    length += read;
                    head = Encoding.Latin1.GetString(buffer, 0, length);
                }
                while (!head.Contains("\r\n\r\n", StringComparison.Ordinal));

                var lines = head.Split("\r\n");
                var host = lines.FirstOrDefault(l => l.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))?[5..].Trim();
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.0 200 OK\r\nX-Echo: {Said(lines[0], host, Port)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(buffer, stop.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // nginx went away.
            }
        }
    }
}
