using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

/// <summary>An upstream that fails as the request's X-Fault header tells it to.</summary>
internal sealed class FaultyApp : IDisposable
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();

    internal FaultyApp()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                await AnswerAsync(client, Fault(await ReadAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(Socket client, string fault)
    {
        switch (fault)
        {
            case "premature-close": break;
            case "reset": client.LingerState = new LingerOption(true, 0); break;
            case "too-big-header": await SendAsync(client, "HTTP/1.1 200 OK\r\nX-Big: " + new string('x', 9000) + "\r\n\r\n"); break;
            case "invalid-header": await SendAsync(client, "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n"); break;
            case "not-http": await SendAsync(client, "SSH-2.0-OpenSSH_9.2\r\n"); break;
            case "upstream-returned-500": await SendAsync(client, Failed("500 Internal Server Error")); break;
            case "upstream-returned-502": await SendAsync(client, Failed("502 Bad Gateway")); break;
            case "upstream-returned-503": await SendAsync(client, Failed("503 Service Unavailable")); break;
            case "upstream-returned-504": await SendAsync(client, Failed("504 Gateway Timeout")); break;
            case "read-timeout" or "client-gave-up": await AwaitCloseAsync(client); break;
            case "premature-close-body": await SendAsync(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"); break;
            case "reset-body":
                await client.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"u8.ToArray());
                // A reset throws away what nginx has not read yet, and nothing tells from here that it has.
                await Task.Delay(100, _stop.Token);
                client.LingerState = new LingerOption(true, 0);
                break;
            case "body-timeout":
                await client.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"u8.ToArray());
                await AwaitCloseAsync(client);
                break;
            case "invalid-body": await SendAsync(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno\r\n"); break;
            default: await SendAsync(client, Answer); break;
        }
    }

    // Says nothing until nginx has had enough.
    private async Task AwaitCloseAsync(Socket client)
    {
        var rest = new byte[64];
        while (await client.ReceiveAsync(rest, _stop.Token) > 0)
        {
        }
    }

    private static string Failed(string status) => $"HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";

    private static async Task SendAsync(Socket client, string text)
    {
        await client.SendAsync(Encoding.Latin1.GetBytes(text));
        client.Shutdown(SocketShutdown.Send);
    }

    private async Task<string> ReadAsync(Socket client)
    {
        var buffer = new byte[16 << 10];
        int filled = 0;
        while (true)
        {
            int got = await client.ReceiveAsync(buffer.AsMemory(filled), _stop.Token);
            filled += got;
            string text = Encoding.Latin1.GetString(buffer, 0, filled);
            // A TLS hello is answered in plain text at once.
            if (got == 0 || text[0] == '\x16' || text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static string Fault(string request)
    {
        int at = request.IndexOf("X-Fault: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : request[(at + 9)..].Split('\r')[0];
    }
}
