using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What nginx's trouble with itself and its host points to.</summary>
internal static class NginxSigns
{
    internal static readonly ImmutableArray<PointingRow> All =
    [
        .. new[] { "socket-failed", "accept-failed", "open-failed", "connect-to-failed" }.SelectMany(id => new[] { 24, 23 }.Select(errno =>
            new PointingRow(id, "nginx was out of file descriptors {times}", new Guess("fd-limit", 4.5, "its workers may open no more files")) { Errno = errno })),
        new("file-table-full", "nginx was out of file descriptors {times}", new Guess("fd-limit", 4, "its workers may open no more files")),
        new("worker-connections-not-enough", "worker_connections were used up {times}", new Guess("worker-connections", 5, "each proxied request needs two")),
        new("worker-connections-reused", "worker_connections were used up {times}", new Guess("worker-connections", 3.5, "idle connections had to make room")),
        .. new[] { "write-file-failed", "open-failed", "mkdir-failed" }.Select(id =>
            new PointingRow(id, "no space was left for a temporary file {times}", new Guess("disk-full", 5, "the file system of nginx's temporary files is full")) { Errno = 28 }),
        new("write-file-short", "a temporary file could not be written whole {times}", new Guess("disk-full", 3.5, "its file system is full")),
        .. new[] { "config-error", "proxy-config-error", "ssl-config-error", "resolver-config-error", "ssl-certificate-unreadable" }.Select(id =>
            new PointingRow(id, "the configuration was refused {times}", new Guess("config-invalid", 3.6, "what is on disk is not what runs"))),
        .. new[] { "invalid-upstream-address", "no-port-in-upstream", "invalid-url-prefix" }.Select(id =>
            new PointingRow(id, "the upstream's address makes no sense ({times})", new Guess("config-invalid", 1.4, "what a variable gives is no address"))),
        new("listen-failed", "nginx could not listen on {address} ({times})", new Guess("nginx-down", 3, "another process has the port")) { Errno = 98 },
        new("listen-failed", "nginx could not listen on {address} ({times})", new Guess("nginx-down", 2, "so it does not start")),
        new("exited-on-signal", "an nginx process was ended by signal 9 {times}", new Guess("oom-killed", 1.6, "that is how the kernel kills for memory")) { Field = ("signal", ["9"]) },
    ];
}
