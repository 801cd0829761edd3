using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>php-fpm's error, slow and access logs.</summary>
internal static class PhpFpm
{
    private const string Who = "php-fpm";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "fpm-max-children", "every child of the pool is busy",
            [
                "[pool {pool}] server reached pm.max_children setting ({limit}), consider raising it",
                "[pool {pool}] server reached max_children setting ({limit}), consider raising it",
            ],
            Line("[27-Nov-2026 00:36:00] WARNING: [pool www] server reached pm.max_children setting (2), consider raising it", "pool", "www", "limit", "2")),
        Row(Who, "fpm-busy", "the pool is short of idle children",
            [
                "[pool {pool}] seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers), spawning {count} children,"
                    + " there are {idle} idle, and {total} total children",
            ],
            Line("[21-Nov-2026 06:26:10] WARNING: [pool www] seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers),"
                + " spawning 8 children, there are 0 idle, and 10 total children", "pool", "www", "count", "8", "idle", "0", "total", "10")),
        Row(Who, "fpm-slow", "a request took longer than request_slowlog_timeout",
            ["[pool {pool}] child {pid}, script '{script}' (request: \"{request}\") executing too slow ({seconds} sec), logging"],
            Line("[27-Nov-2026 00:36:00] WARNING: [pool www] child 15116, script '/tmp/wit/fpm/slow.php' (request: \"GET /x\") executing too slow (1.002360 sec), logging",
                "pool", "www", "pid", "15116", "script", "/tmp/wit/fpm/slow.php", "request", "GET /x", "seconds", "1.002360")),
        Row(Who, "fpm-terminated", "request_terminate_timeout ended the request",
            ["[pool {pool}] child {pid}, script '{script}' (request: \"{request}\") execution timed out ({seconds} sec), terminating"],
            Line("[27-Nov-2026 00:36:02] WARNING: [pool www] child 15116, script '/tmp/wit/fpm/slow.php' (request: \"GET /x\") execution timed out (3.007987 sec), terminating",
                "pool", "www", "pid", "15116", "script", "/tmp/wit/fpm/slow.php", "request", "GET /x", "seconds", "3.007987")),
        Row(Who, "fpm-child-signal", "a child of the pool was ended by a signal",
            ["[pool {pool}] child {pid} exited on signal {signal} ({name}) after {seconds} seconds from start"],
            Line("[27-Nov-2026 00:36:09] WARNING: [pool www] child 15178 exited on signal 11 (SIGSEGV) after 0.304843 seconds from start",
                "pool", "www", "pid", "15178", "signal", "11", "name", "SIGSEGV", "seconds", "0.304843"),
            Line("[27-Nov-2026 00:36:09] WARNING: [pool www] child 7 exited on signal 11 (SIGSEGV - core dumped) after 0.3 seconds from start",
                "pool", "www", "pid", "7", "signal", "11", "name", "SIGSEGV - core dumped", "seconds", "0.3")),
        Row(Who, "fpm-child-exited", "a child of the pool ended",
            ["[pool {pool}] child {pid} exited with code {code} after {seconds} seconds from start"],
            Line("[27-Nov-2026 00:36:09] NOTICE: [pool www] child 15178 exited with code 0 after 99.304843 seconds from start",
                "pool", "www", "pid", "15178", "code", "0", "seconds", "99.304843")),
        Row(Who, "fpm-listen-failed", "the pool's address is taken or not to be had",
            [
                "unable to bind listening socket for address '{address}': {text} ({errno})",
                "Another FPM instance seems to already listen on {address}", "An another FPM instance seems to already listen on {address}",
            ],
            Line("[27-Nov-2026 00:36:09] ERROR: unable to bind listening socket for address '127.0.0.1:9000': Address already in use (98)",
                "address", "127.0.0.1:9000", "text", "Address already in use", "errno", "98")),
        Row(Who, "fpm-start-failed", "php-fpm does not start", ["FPM initialization failed", "failed to post process the configuration"],
            Line("[27-Nov-2026 00:36:09] ERROR: FPM initialization failed")),
        Row(Who, "fpm-client-refused", "listen.allowed_clients does not hold the client",
            ["Connection disallowed: IP address '{address}' has been dropped."],
            Line("[27-Nov-2026 00:36:09] WARNING: Connection disallowed: IP address '10.0.0.9' has been dropped.", "address", "10.0.0.9")),
        Own(Who, "fpm-slow-trace", "where a slow request was", ["[pool {pool}] pid {pid}"],
            Line("[27-Nov-2026 00:36:00]  [pool www] pid 14786", "pool", "www", "pid", "14786")),
        Row(Who, "fpm-access", "a request that php-fpm answered", ["{client} -  {day}/{month}/{time} \"{request}\" {status}", "{client} - {user} {day}/{month}/{time} \"{request}\" {status}"],
            Line("- -  27/Nov/2026:00:36:08 +0000 \"GET /x\" 500",
                "client", "-", "day", "27", "month", "Nov", "time", "2026:00:36:08 +0000", "request", "GET /x", "status", "500")),
        Own(Who, "fpm-said", "a script wrote to stderr", ["[pool {pool}] child {pid} said into {channel}: \"{text}\"", "[pool {pool}] child {pid} said into {channel}: \"{text}\", pipe is closed"],
            Line("[27-Nov-2026 00:36:08] WARNING: [pool www] child 15178 said into stderr: \"Stack trace:\"",
                "pool", "www", "pid", "15178", "channel", "stderr", "text", "Stack trace:")),
        Life(Who, "fpm-life", "php-fpm starts, stops or traces",
            [
                "fpm is running, pid {pid}", "ready to handle connections", "Terminating ...", "exiting, bye-bye!", "Finishing ...",
                "systemd monitor interval set to {time}", "child {pid} stopped for tracing", "about to trace {pid}", "finished trace of {pid}",
                "[pool {pool}] child {pid} started", "reloading: execvp(\"{path}\", {arguments})", "using inherited socket fd={fd}, \"{address}\"",
                "configuration file {file} test is successful",
            ],
            Line("[27-Nov-2026 00:36:02] NOTICE: [pool www] child 15162 started", "pool", "www", "pid", "15162"),
            Line("[27-Nov-2026 00:35:57] NOTICE: ready to handle connections")),
    ];
}
