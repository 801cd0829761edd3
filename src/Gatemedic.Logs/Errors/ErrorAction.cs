using System.Text;

namespace Gatemedic.Logs;

/// <summary>Finds " while ACTION" at the end of a message. Only nginx's own actions count: many messages contain "while" themselves.</summary>
internal static class ErrorAction
{
    // The values of c->log->action in nginx 1.31's source.
    private static readonly string[] Known =
    [
        "connecting to upstream", "SSL handshaking to upstream", "sending request to upstream", "reading response header from upstream",
        "reading upstream", "proxying upgraded connection", "sending to client", "sending early hints to client", "resolving",
        "reading client request line", "reading client request headers", "reading client pipelined request line", "reading client request body",
        "reading client request", "waiting for request", "keepalive", "SSL handshaking", "reading PROXY protocol",
        "sending PROXY protocol header to upstream", "processing HTTP/2 connection", "closing request", "logging request",
        "processing request", "proxying connection", "proxying and reading from client", "proxying and sending to client",
        "proxying and reading from upstream", "proxying and sending to upstream", "initializing session", "prereading client data",
        "handling stream", "handling QUIC connection", "handling client hello", "processing HTTP/3 connection", "requesting certificate status",
        "closing connection", "logging session", "processing session", "processing stream session", "connecting to backend", "accepting",
    ];

    private static readonly ByteTable<string> Table = Index();

    /// <summary>The action as text; the same object each time where it is one of nginx's.</summary>
    internal static string Text(ReadOnlySpan<byte> action) => Table.Find(action) ?? LogText.Of(action);

    /// <summary>Where " while ACTION" starts.</summary>
    internal static bool Find(ReadOnlySpan<byte> message, out int end)
    {
        end = message.LastIndexOf(" while "u8);
        if (end < 0)
        {
            return false;
        }
        var action = message[(end + " while ".Length)..];
        return Table.Find(action) is not null || action.StartsWith("accepting new connection on "u8);
    }

    private static ByteTable<string> Index()
    {
        var table = new ByteTable<string>(Known.Length);
        foreach (var action in Known)
        {
            table.TryAdd(Encoding.ASCII.GetBytes(action), action);
        }
        return table;
    }
}
