using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the stream modules that the HTTP families do not have.</summary>
internal static class StreamModule
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("stream-timed-out", "-", [281], ["connection timed out"],
            Line("[info] 7#7: *1 connection timed out (110: Connection timed out) while proxying connection, client: 10.0.0.9,"
                + " server: 0.0.0.0:5000, upstream: \"127.0.0.1:80\", bytes from/to client:0/0, bytes from/to upstream:0/0")),
        Row("stream-internal-error", "500", [282, 283], ["buffered data on next upstream", "could not send PROXY protocol header at once"],
            Connecting("buffered data on next upstream")),
        Row("stream-session", "-", [284, 285, 286, 287, 288],
            [
                "{side} disconnected, bytes from/to client:{client}, bytes from/to upstream:{upstream}",
                "proxy {from} connected to {to}", "udp proxy {from} connected to {to}", "udp timed out, packets from/to client:{rest}",
                "shutdown timeout", "disconnected on shutdown",
            ],
            Line("[info] 7#7: *1 proxy 127.0.0.1:50000 connected to 127.0.0.1:80", "from", "127.0.0.1:50000", "to", "127.0.0.1:80")),
        Row("stream-preread-full", "400", [289], ["preread buffer full"], Early("preread buffer full")),
    ];
}
