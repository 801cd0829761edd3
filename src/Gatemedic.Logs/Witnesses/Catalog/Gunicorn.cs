using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of gunicorn's arbiter and workers.</summary>
internal static class Gunicorn
{
    private const string Who = "gunicorn";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "gunicorn-timeout", "a worker was silent for longer than --timeout and is killed", ["WORKER TIMEOUT (pid:{pid})"],
            Line("[2026-11-27 00:36:17 +0000] [15386] [CRITICAL] WORKER TIMEOUT (pid:15388)", "pid", "15388")),
        Row(Who, "gunicorn-sigkill", "a worker got SIGKILL, from the kernel or from whoever kills", ["Worker (pid:{pid}) was sent SIGKILL! Perhaps out of memory?"],
            Line("[2026-11-27 00:36:17 +0000] [15386] [ERROR] Worker (pid:15388) was sent SIGKILL! Perhaps out of memory?", "pid", "15388")),
        Row(Who, "gunicorn-worker-signal", "a worker was ended by a signal",
            ["Worker with pid {pid} was terminated due to signal {signal}", "Worker (pid:{pid}) was sent {signal}!"],
            Line("[2026-11-27 00:36:18 +0000] [15386] [WARNING] Worker with pid 15403 was terminated due to signal 11", "pid", "15403", "signal", "11"),
            Line("[2026-11-27 00:36:18 +0000] [15386] [ERROR] Worker (pid:7) was sent SIGSEGV!", "pid", "7", "signal", "SIGSEGV")),
        Row(Who, "gunicorn-worker-exited", "a worker ended by itself",
            ["Worker (pid:{pid}) exited with code {code}", "Worker (pid:{pid}) exited with code {code}."],
            Line("[2026-11-27 00:36:18 +0000] [15386] [ERROR] Worker (pid:7) exited with code 1", "pid", "7", "code", "1")),
        Row(Who, "gunicorn-boot-error", "the application can not be loaded", ["Exception in worker process", "Reason: Worker failed to boot.", "Reason: App failed to load.", "Worker failed to boot."],
            Line("[2026-11-27 00:36:24 +0000] [15427] [INFO] Reason: Worker failed to boot.")),
        Row(Who, "gunicorn-in-use", "its address is taken", ["Connection in use: {address}", "Can't connect to {address}"],
            Line("[2026-11-27 00:36:19 +0000] [15409] [ERROR] Connection in use: ('127.0.0.1', 28101)", "address", "('127.0.0.1', 28101)")),
        Row(Who, "gunicorn-request-error", "the application failed at a request", ["Error handling request {path}", "Error handling request"],
            Line("[2026-11-27 00:36:14 +0000] [15388] [ERROR] Error handling request /boom", "path", "/boom")),
        Row(Who, "gunicorn-invalid-request", "what came is no HTTP that it takes", ["Invalid request from ip={client}: {text}"],
            Line("[2026-11-27 00:36:14 +0000] [15388] [WARNING] Invalid request from ip=10.0.0.9: Invalid HTTP request line: ''",
                "client", "10.0.0.9", "text", "Invalid HTTP request line: ''")),
        Row(Who, "gunicorn-listening", "where it listens", ["Listening at: {address} ({pid})"],
            Line("[2026-11-27 00:36:12 +0000] [15386] [INFO] Listening at: http://127.0.0.1:28101 (15386)", "address", "http://127.0.0.1:28101", "pid", "15386"))
            with { Usual = true },
        Life(Who, "gunicorn-access", "a request that it answered",
            ["{client} - {user} [{time}] \"{request}\" {status} {size} \"{referrer}\" \"{agent}\""],
            Line("Nov 27 00:39:01 host gunicorn[7]: 127.0.0.1 - - [27/Nov/2026:00:36:14 +0000] \"GET / HTTP/1.1\" 200 2 \"-\" \"curl/7.88.1\"",
                "client", "127.0.0.1", "user", "-", "time", "27/Nov/2026:00:36:14 +0000", "request", "GET / HTTP/1.1", "status", "200", "size", "2",
                "referrer", "-", "agent", "curl/7.88.1")),
        Life(Who, "gunicorn-life", "gunicorn or a worker starts or stops",
            [
                "Starting gunicorn {version}", "Using worker: {worker}", "Booting worker with pid: {pid}", "Worker exiting (pid: {pid})",
                "Shutting down: {what}", "Handling signal: {name}", "Retrying in 1 second.",
            ],
            Line("[2026-11-27 00:36:17 +0000] [15401] [INFO] Booting worker with pid: 15401", "pid", "15401")),
    ];
}
