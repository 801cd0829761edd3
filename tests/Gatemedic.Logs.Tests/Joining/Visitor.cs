using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

/// <summary>A client with an address of its own, which keeps its connection while nginx does.</summary>
internal sealed class Visitor(int port, int number) : IDisposable
{
    private const int Patience = 300;

    private readonly byte[] _buffer = new byte[64 << 10];
    private Socket? _socket;

    internal async Task SendAsync(Asked asked)
    {
        try
        {
            _socket ??= Connect();
            await _socket.SendAsync(Encoding.Latin1.GetBytes(
                $"GET {asked.Target} HTTP/1.1\r\nHost: Stage.example:{port}\r\nX-Truth: {asked.Truth}\r\nX-Fault: {asked.Fault}\r\nUser-Agent: a, b\r\n\r\n"));
            if (asked.Truth == "client-gave-up")
            {
                await Task.Delay(Patience);
                Close();
            }
            else if (!await ReceiveAsync(_socket))
            {
                Close();
            }
        }
        catch (SocketException)
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)number]), 0));
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    // True when the answer is whole and the connection stays.
    private async Task<bool> ReceiveAsync(Socket socket)
    {
        int filled = 0, wanted = int.MaxValue;
        while (filled < wanted)
        {
            int got = await socket.ReceiveAsync(_buffer.AsMemory(filled));
            filled += got;
            string text = Encoding.Latin1.GetString(_buffer, 0, filled);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            int length = text.IndexOf("Content-Length: ", StringComparison.Ordinal);
            if (got == 0 || filled == _buffer.Length)
            {
                return false;
            }
            if (text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
            {
                return true;
            }
            if (end >= 0 && length >= 0 && length < end)
            {
                wanted = end + 4 + int.Parse(text[(length + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
            }
        }
        return !Encoding.Latin1.GetString(_buffer, 0, filled).Contains("Connection: close", StringComparison.Ordinal);
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
