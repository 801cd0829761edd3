using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of uvicorn and hypercorn.</summary>
internal static class Asgi
{
    private const string Who = "uvicorn";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "uvicorn-exception", "the application failed at a request", ["Exception in ASGI application"],
            Line("ERROR:    Exception in ASGI application")),
        Row(Who, "uvicorn-in-use", "its address is taken",
            [
                "[Errno {errno}] error while attempting to bind on address {address}: address already in use",
                "[Errno {errno}] error while attempting to bind on address {address}: [errno {number}] address already in use",
            ],
            Line("ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 28103): address already in use",
                "errno", "98", "address", "('127.0.0.1', 28103)")),
        Row(Who, "uvicorn-load-error", "the application can not be loaded", ["Error loading ASGI app. {text}"],
            Line("ERROR:    Error loading ASGI app. Could not import module \"nope\".", "text", "Could not import module \"nope\".")),
        Row(Who, "uvicorn-startup-error", "the application failed while starting", ["Application startup failed. Exiting."],
            Line("ERROR:    Application startup failed. Exiting.")),
        Row(Who, "uvicorn-invalid-request", "what came is no HTTP", ["Invalid HTTP request received."],
            Line("WARNING:  Invalid HTTP request received.")),
        Row(Who, "uvicorn-concurrency", "more requests than --limit-concurrency: answered with 503", ["Exceeded concurrency limit."],
            Line("WARNING:  Exceeded concurrency limit.")),
        Row(Who, "uvicorn-no-response", "the application gave no whole answer",
            [
                "ASGI callable returned without starting response.", "ASGI callable returned without completing response.",
                "ASGI callable should return None, but returned '{value}'.",
            ],
            Line("ERROR:    ASGI callable returned without starting response.")),
        Row(Who, "uvicorn-listening", "where it listens",
            ["Uvicorn running on {address} (Press CTRL+C to quit)", "Running on {address} (CTRL + C to quit)"],
            Line("INFO:     Uvicorn running on http://127.0.0.1:28103 (Press CTRL+C to quit)", "address", "http://127.0.0.1:28103")) with { Usual = true },
        Row("hypercorn", "hypercorn-exception", "the application failed at a request", ["Error in ASGI Framework"],
            Line("[2026-11-27 00:36:14 +0000] [15388] [ERROR] Error in ASGI Framework")),
        Own(Who, "uvicorn-access", "a request that it answered", ["{client} - \"{method} {uri} HTTP/{version}\" {status}"],
            Line("INFO:     127.0.0.1:34004 - \"GET / HTTP/1.1\" 200 OK",
                "client", "127.0.0.1:34004", "method", "GET", "uri", "/", "version", "1.1", "status", "200 OK")) with { Usual = true },
        Life(Who, "uvicorn-life", "it starts or stops",
            [
                "Started server process [{pid}]", "Waiting for application startup.", "Application startup complete.", "Shutting down",
                "Waiting for application shutdown.", "Application shutdown complete.", "Finished server process [{pid}]",
                "Started parent process [{pid}]", "Stopping parent process [{pid}]", "Waiting for connections to close. (CTRL+C to force quit)",
            ],
            Line("INFO:     Started server process [15435]", "pid", "15435")),
    ];
}
