using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages about sockets and the limits of a worker (ngx_event_connect.c, ngx_connection.c, ngx_event_accept.c).</summary>
internal static class Sockets
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("connect-to-failed", "502", [63, 187], ["connect() to {peer} failed"],
            Connecting("connect() to unix:/run/app.sock failed (2: No such file or directory)", "peer", "unix:/run/app.sock"),
            Connecting("connect() to 127.0.0.1:3000 failed (13: Permission denied)", "peer", "127.0.0.1:3000")),
        Row("socket-failed", "500", [64], ["socket() failed"], Connecting("socket() failed (24: Too many open files)")),
        Row("bind-failed", "500", [65], ["bind({address}) failed"],
            Connecting("bind(10.9.9.9) failed (99: Cannot assign requested address)", "address", "10.9.9.9")),
        Row("socket-option-failed", "500", [66, 67, 68, 74],
            [
                "ioctl(FIONBIO) failed", "setsockopt(IP_TRANSPARENT) failed", "setsockopt(IPV6_TRANSPARENT) failed",
                "setsockopt(TCP_NODELAY) failed",
            ],
            Connecting("setsockopt(IP_TRANSPARENT) failed (1: Operation not permitted)")),
        Row("socket-option-ignored", "-", [69, 70],
            ["setsockopt(SO_KEEPALIVE) failed, ignored", "setsockopt(IP_BIND_ADDRESS_NO_PORT) failed, ignored"],
            Connecting("setsockopt(SO_KEEPALIVE) failed, ignored (22: Invalid argument)")),
        Row("socket-uncork-failed", "500", [16], ["setsockopt(!TCP_CORK) failed"],
            During("setsockopt(!TCP_CORK) failed (22: Invalid argument)", "sending request to upstream")),
        Row("worker-connections-not-enough", "500", [71], ["{number} worker_connections are not enough"],
            Connecting("1024 worker_connections are not enough", "number", "1024"),
            Alone("alert", "512 worker_connections are not enough", "number", "512")),
        Row("worker-connections-reused", "-", [72], ["{number} worker_connections are not enough, reusing connections"],
            Alone("warn", "512 worker_connections are not enough, reusing connections", "number", "512")),
        Row("file-table-full", "500", [73], ["the new socket has number {number}, but only {files} files are available"],
            Connecting("the new socket has number 1030, but only 1024 files are available", "number", "1030", "files", "1024")),
        Row("accept-failed", "-", [75, 76], ["accept4() failed", "accept() failed"],
            Alone("crit", "accept4() failed (24: Too many open files)"),
            Alone("error", "accept() failed (53: Software caused connection abort) while accepting new connection on 0.0.0.0:80")),
        Row("worker-connections-exceed-files", "-", [77], ["{number} worker_connections exceed open file resource limit: {files}"],
            Alone("warn", "4096 worker_connections exceed open file resource limit: 1024", "number", "4096", "files", "1024")),
    ];
}
