using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>What a server answered.</summary>
/// <param name="Status">0 when the connection was closed without an answer.</param>
/// <param name="Headers">By lower-cased name.</param>
/// <param name="Body">Latin-1.</param>
internal sealed record RawAnswer(int Status, Dictionary<string, string> Headers, string Body);

/// <summary>Sends requests byte for byte over keep-alive connections, one per pair of addresses.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Dictionary<(IPAddress From, IPEndPoint To), Socket> open = [];

    public RawAnswer Ask(IPAddress from, IPEndPoint to, byte[] request, bool isHead)
    {
        var reused = open.TryGetValue((from, to), out var socket);
        socket ??= Connect(from, to);
        var answer = Exchange(socket, request, isHead);
        if (answer is null && reused)
        {
            socket.Dispose();
            socket = Connect(from, to);
            answer = Exchange(socket, request, isHead);
        }

        if (answer is null || (answer.Headers.TryGetValue("connection", out var connection) && connection == "close"))
        {
            socket.Dispose();
            open.Remove((from, to));
        }

        return answer ?? new RawAnswer(0, [], "");
    }

    public void Dispose()
    {
        foreach (var socket in open.Values)
        {
            socket.Dispose();
        }
    }

    private Socket Connect(IPAddress from, IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(to);
        return open[(from, to)] = socket;
    }

    /// <summary>Null when the server closed the connection.</summary>
    private static RawAnswer? Exchange(Socket socket, byte[] request, bool isHead)
    {
        try
        {
            socket.Send(request);
            var text = new StringBuilder();
            var buffer = new byte[8192];
            while (true)
            {
                if (Read(text.ToString(), isHead, false) is { } answer)
                {
                    return answer;
                }

                var read = socket.Receive(buffer);
                if (read == 0)
                {
                    return Read(text.ToString(), isHead, true);
                }

                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return null;
        }
    }

    private static RawAnswer? Read(string text, bool isHead, bool isClosed)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var lines = text[..end].Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.TryAdd(line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim());
        }

        var body = text[(end + 4)..];
        if (isHead || status is 204 or 304)
        {
            return new RawAnswer(status, headers, "");
        }

        if (headers.TryGetValue("content-length", out var length))
        {
            return body.Length >= int.Parse(length, CultureInfo.InvariantCulture) ? new RawAnswer(status, headers, body) : null;
        }

        if (headers.ContainsKey("transfer-encoding"))
        {
            return body.EndsWith("0\r\n\r\n", StringComparison.Ordinal) ? new RawAnswer(status, headers, Unchunk(body)) : null;
        }

        return isClosed ? new RawAnswer(status, headers, body) : null;
    }

    private static string Unchunk(string body)
    {
        var plain = new StringBuilder();
        for (var at = 0; ;)
        {
            var line = body.IndexOf("\r\n", at, StringComparison.Ordinal);
            var size = int.Parse(body[at..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return plain.ToString();
            }

            plain.Append(body, line + 2, size);
            at = line + 2 + size + 2;
        }
    }
}
