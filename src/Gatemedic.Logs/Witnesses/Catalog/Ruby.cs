using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of Puma, Unicorn and Ruby.</summary>
internal static class Ruby
{
    private const string Who = "ruby";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "puma-worker-timeout", "a worker was silent for too long and is killed",
            [
                "! Terminating timed out worker (worker failed to check in within {seconds} seconds): {pid}", "! Terminating timed out worker: {pid}",
                "! Terminating timed out worker (Worker {number} failed to check in within {seconds} seconds): {pid}",
            ],
            Line("[12] ! Terminating timed out worker (worker failed to check in within 60 seconds): 31", "seconds", "60", "pid", "31")),
        Row(Who, "unicorn-timeout", "a worker took longer than timeout and is killed",
            ["worker={number} PID:{pid} timeout ({seconds}s > {limit}s), killing"],
            Line("E, [2026-11-27T00:39:01.962110 #12] ERROR -- : worker=3 PID:31 timeout (61s > 60s), killing",
                "number", "3", "pid", "31", "seconds", "61", "limit", "60")),
        Row(Who, "unicorn-reaped", "a worker ended", ["reaped #<Process::Status: pid {pid} {status}> worker={number}"],
            Line("E, [2026-11-27T00:39:01.962110 #12] ERROR -- : reaped #<Process::Status: pid 31 SIGKILL (signal 9)> worker=3",
                "pid", "31", "status", "SIGKILL (signal 9)", "number", "3")),
        Row(Who, "puma-parse-error", "what came is no HTTP", ["HTTP parse error, malformed request: {text}", "HTTP parse error, malformed request ({client}): {text}"],
            Line("2026-11-27 00:39:01 +0000 HTTP parse error, malformed request: #<Puma::HttpParserError: Invalid HTTP format>",
                "text", "#<Puma::HttpParserError: Invalid HTTP format>")),
        Row(Who, "ruby-in-use", "its address is taken",
            ["{place}: Address already in use - bind(2) for {address} (Errno::EADDRINUSE)", "Address already in use - bind(2) for {address} (Errno::EADDRINUSE)"],
            Line("/usr/lib/ruby/gems/puma/binder.rb:62:in `initialize': Address already in use - bind(2) for \"127.0.0.1\" port 3000 (Errno::EADDRINUSE)",
                "place", "/usr/lib/ruby/gems/puma/binder.rb:62:in `initialize'", "address", "\"127.0.0.1\" port 3000")),
        Row(Who, "puma-listening", "where it listens", ["* Listening on {address}"],
            Line("* Listening on http://0.0.0.0:3000", "address", "http://0.0.0.0:3000")) with { Usual = true },
        Life(Who, "puma-life", "Puma or a worker starts or stops",
            ["- Worker {number} (PID: {pid}) booted{rest}", "- Gracefully shutting down workers...", "- Gracefully stopping, waiting for requests to finish", "=== puma startup: {time} ===", "=== puma shutdown: {time} ==="],
            Line("Nov 27 00:39:01 host puma[12]: - Worker 0 (PID: 31) booted in 0.01s, phase: 0", "number", "0", "pid", "31", "rest", " in 0.01s, phase: 0")),
    ];
}
