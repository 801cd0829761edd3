using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of uWSGI.</summary>
internal static class Uwsgi
{
    private const string Who = "uwsgi";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "uwsgi-harakiri", "harakiri killed the worker: the request took too long",
            [
                "*** HARAKIRI ON WORKER {worker} (pid: {pid}, try: {try}) ***", "*** HARAKIRI ON WORKER {worker} (pid: {pid}, try: {try}, {more}) ***",
                "HARAKIRI: --- uWSGI worker {worker} (pid: {pid}) WAS managing request {request} since {time} ---",
            ],
            Line("Fri Nov 27 00:36:35 2026 - *** HARAKIRI ON WORKER 1 (pid: 15618, try: 1) ***", "worker", "1", "pid", "15618", "try", "1")),
        Row(Who, "uwsgi-harakiri-request", "the request that was too slow", ["HARAKIRI [core {core}] {client} - {request} since {time}"],
            Line("Fri Nov 27 00:36:35 2026 - HARAKIRI [core 0] 127.0.0.1 - GET /slow since 1795739793",
                "core", "0", "client", "127.0.0.1", "request", "GET /slow", "time", "1795739793")),
        Row(Who, "uwsgi-queue-full", "its listen queue is full", ["*** uWSGI listen queue of socket \"{address}\" (fd: {fd}) full !!! ({used}/{size}) ***"],
            Line("Fri Nov 27 00:36:38 2026 - *** uWSGI listen queue of socket \"127.0.0.1:28110\" (fd: 3) full !!! (4/4) ***",
                "address", "127.0.0.1:28110", "fd", "3", "used", "4", "size", "4")),
        Row(Who, "uwsgi-block-size", "the request is larger than buffer-size, or is not in the uwsgi protocol",
            ["invalid request block size: {size} (max {max})...skip", "invalid request block size: {size}...skip"],
            Line("Fri Nov 27 00:36:37 2026 - invalid request block size: 21573 (max 4096)...skip", "size", "21573", "max", "4096")),
        Row(Who, "uwsgi-worker-died", "a worker died",
            [
                "DAMN ! worker {worker} (pid: {pid}) died, killed by signal {signal} :( trying respawn ...",
                "DAMN ! worker {worker} (pid: {pid}) died :( trying respawn ...",
            ],
            Line("Fri Nov 27 00:36:36 2026 - DAMN ! worker 1 (pid: 15618) died, killed by signal 9 :( trying respawn ...",
                "worker", "1", "pid", "15618", "signal", "9")),
        Row(Who, "uwsgi-segfault", "a worker crashed", ["!!! uWSGI process {pid} got Segmentation Fault !!!"],
            Line("Fri Nov 27 00:36:36 2026 - !!! uWSGI process 15626 got Segmentation Fault !!!", "pid", "15626")),
        Row(Who, "uwsgi-no-app", "the application can not be loaded",
            [
                "unable to load app {app} (mountpoint='{mount}') (callable not found or import error)", "*** no app loaded. GAME OVER ***",
                "*** no app loaded. going in full dynamic mode ***", "--- no python application found, check your startup logs for errors ---",
            ],
            Line("unable to load app 0 (mountpoint='') (callable not found or import error)", "app", "0", "mount", ""),
            Line("*** no app loaded. GAME OVER ***")),
        Row(Who, "uwsgi-bind-failed", "its address is taken or not to be had",
            ["bind(): {text} [core/socket.c line {line}]", "probably another instance of uWSGI is running on the same address ({address})."],
            Line("Fri Nov 27 00:36:36 2026 - bind(): Address already in use [core/socket.c line 230]", "text", "Address already in use", "line", "230")),
        Row(Who, "uwsgi-client-gone", "nginx had gone before the answer was written",
            [
                "SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request {uri} (ip {client}) !!!",
                "uwsgi_response_write_body_do(): {text} [core/writer.c line {line}] during {request}",
                "uwsgi_response_writev_headers_and_body_do(): {text} [core/writer.c line {line}] during {request}",
            ],
            Line("Fri Nov 27 00:36:36 2026 - SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request /x (ip 10.0.0.9) !!!",
                "uri", "/x", "client", "10.0.0.9")),
        Row(Who, "uwsgi-listening", "where it listens", ["uwsgi socket {number} bound to {family} address {address} fd {fd}"],
            Line("Fri Nov 27 00:36:29 2026 - uwsgi socket 0 bound to TCP address 127.0.0.1:28110 fd 3",
                "number", "0", "family", "TCP", "address", "127.0.0.1:28110", "fd", "3")) with { Usual = true },
        Row(Who, "uwsgi-request", "a request that it answered",
            ["[pid: {pid}|{head} => generated {bytes} bytes in {milliseconds} msecs (HTTP/{version} {status}) {rest}"],
            Line("[pid: 15618|app: 0|req: 1/1] 127.0.0.1 () {24 vars in 246 bytes} [Fri Nov 27 00:36:32 2026] GET / => generated 2 bytes in 0 msecs"
                + " (HTTP/1.1 200) 1 headers in 38 bytes (1 switches on core 0)",
                "pid", "15618", "head", "app: 0|req: 1/1] 127.0.0.1 () {24 vars in 246 bytes} [Fri Nov 27 00:36:32 2026] GET /", "bytes", "2",
                "milliseconds", "0", "version", "1.1", "status", "200", "rest", "1 headers in 38 bytes (1 switches on core 0)")) with { Usual = true },
        Life(Who, "uwsgi-life", "uWSGI or a worker starts or stops",
            [
                "*** Starting uWSGI {version}", "spawned uWSGI master process (pid: {pid})", "spawned uWSGI worker {worker} (pid: {pid}, cores: {cores})",
                "Respawned uWSGI worker {worker} (new pid: {pid})", "SIGINT/SIGTERM received...killing workers...",
            ],
            Line("Fri Nov 27 00:36:36 2026 - Respawned uWSGI worker 1 (new pid: 15626)", "worker", "1", "pid", "15626")),
    ];
}
