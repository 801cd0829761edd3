using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gatemedic.Host;

/// <summary>What an engine answered.</summary>
/// <param name="Status">HTTP status; 0 when what came was no HTTP.</param>
/// <param name="Body">At most as many bytes as were asked for.</param>
/// <param name="IsCut">There was more.</param>
internal sealed record EngineReply(int Status, ReadOnlyMemory<byte> Body, bool IsCut);

/// <summary>Asks a container engine by Docker's HTTP API over its unix socket. It only ever says GET.</summary>
internal static class EngineCall
{
    private const int HeaderLimit = 16 * 1024;

    /// <summary>The answer to one request; SocketException where nobody takes it.</summary>
    /// <param name="socket">Path of the engine's socket.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="limit">Most bytes of body.</param>
    /// <param name="cancellation">Bounds the wait.</param>
    public static async Task<EngineReply> GetAsync(string socket, string target, int limit, CancellationToken cancellation)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);

        // An answer to HTTP/1.0 is not chunked and ends with the connection.
        var request = Encoding.ASCII.GetBytes($"GET {target} HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n");
        await connection.SendAsync(request, cancellation).ConfigureAwait(false);
        var (bytes, isCut) = await ReadAsync(connection, HeaderLimit + limit, cancellation).ConfigureAwait(false);
        return Parse(bytes, limit, isCut);
    }

    /// <summary>Takes status line and header off.</summary>
    internal static EngineReply Parse(ReadOnlyMemory<byte> bytes, int limit, bool isCut)
    {
        var text = bytes.Span;
        var end = text.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !text.StartsWith("HTTP/1."u8) || text.Length < 12
            || !int.TryParse(text[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return new EngineReply(0, default, isCut);
        }

        var body = bytes[(end + 4)..];
        return body.Length > limit ? new EngineReply(status, body[..limit], true) : new EngineReply(status, body, isCut);
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadAsync(Socket connection, int limit, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Min(HeaderLimit, limit)];
        var filled = 0;
        while (true)
        {
            var read = await connection.ReceiveAsync(buffer.AsMemory(filled), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return (buffer.AsMemory(0, filled), false);
            }

            filled += read;
            if (filled == limit)
            {
                return (buffer, true);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit));
            }
        }
    }
}
