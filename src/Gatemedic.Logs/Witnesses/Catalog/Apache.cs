using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>Messages of Apache httpd, by their numbers; before a number stand an error and a client.</summary>
internal static class Apache
{
    private const string Who = "apache";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "apache-max-workers", "all its workers are busy",
            [
                "AH00161: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting",
                "AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting",
                "AH00485: scoreboard is full, not at MaxRequestWorkers", "AH03490: scoreboard is full, not at MaxRequestWorkers.{rest}",
            ],
            Line("[Fri Nov 27 00:36:51.461209 2026] [mpm_prefork:error] [pid 15868:tid 15868] AH00161: server reached MaxRequestWorkers setting,"
                + " consider raising the MaxRequestWorkers setting")),
        Row(Who, "apache-child-signal", "a child was ended by a signal",
            ["AH00052: child pid {pid} exit signal {name} ({signal})", "AH00051: child pid {pid} exit signal {name} ({signal}), possible coredump in {place}"],
            Line("[Fri Nov 27 00:36:55.477242 2026] [core:notice] [pid 15868:tid 15868] AH00052: child pid 15876 exit signal Segmentation fault (11)",
                "pid", "15876", "name", "Segmentation fault", "signal", "11")),
        Row(Who, "apache-backend-unreachable", "its own backend can not be reached",
            [
                "{error}AH00957: {protocol}: attempt to connect to {address} ({name}) failed", "{error}AH00957: {protocol}: attempt to connect to {address} ({name}:{port}) failed",
                "{error}AH01114: {protocol}: failed to make connection to backend: {name}",
                "{error}AH01079: failed to make connection to backend: {name}",
            ],
            Line("[Fri Nov 27 00:36:49.945416 2026] [proxy:error] [pid 15876:tid 15876] (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:28199"
                + " (127.0.0.1:28199) failed", "error", "(111)Connection refused: ", "protocol", "http", "address", "127.0.0.1:28199", "name", "127.0.0.1", "port", "28199")),
        Row(Who, "apache-backend-silent", "its own backend gave no answer in time",
            [
                "(70007)The timeout specified has expired: {client}AH01102: error reading status line from remote server {name}",
                "(70007)The timeout specified has expired: {client}AH01075: Error dispatching request to {name}",
            ],
            Line("[Fri Nov 27 00:36:52.037342 2026] [proxy_http:error] [pid 15876:tid 15876] (70007)The timeout specified has expired: [client 127.0.0.1:40832]"
                + " AH01102: error reading status line from remote server 127.0.0.1:28131", "client", "[client 127.0.0.1:40832] ", "name", "127.0.0.1:28131")),
        Row(Who, "apache-backend-failed", "its own backend broke off",
            [
                "{error}AH01102: error reading status line from remote server {name}", "{error}AH01075: Error dispatching request to {name}",
                "{error}AH00898: Error reading from remote server returned by {path}",
            ],
            Line("[Fri Nov 27 00:36:52.037377 2026] [proxy:error] [pid 15876:tid 15876] [client 127.0.0.1:40832] AH00898: Error reading from remote server returned by /slow",
                "error", "[client 127.0.0.1:40832] ", "path", "/slow")),
        Row(Who, "apache-in-use", "its address is taken", ["{error}AH00072: make_sock: could not bind to address {address}"],
            Line("(98)Address already in use: AH00072: make_sock: could not bind to address 127.0.0.1:80",
                "error", "(98)Address already in use: ", "address", "127.0.0.1:80")),
        Life(Who, "apache-access", "a request that it answered",
            ["{client} - {user} [{time}] \"{request}\" {status} {size} \"{referrer}\" \"{agent}\""],
            Line("Nov 27 00:39:01 host apache2[7]: 127.0.0.1 - - [27/Nov/2026:00:36:14 +0000] \"GET / HTTP/1.1\" 200 2 \"-\" \"curl/7.88.1\"",
                "client", "127.0.0.1", "user", "-", "time", "27/Nov/2026:00:36:14 +0000", "request", "GET / HTTP/1.1", "status", "200", "size", "2",
                "referrer", "-", "agent", "curl/7.88.1")),
        Life(Who, "apache-life", "Apache starts or stops",
            [
                "AH00163: {server} configured -- resuming normal operations", "AH00489: {server} configured -- resuming normal operations",
                "AH00094: Command line: '{command}'", "AH00169: caught SIGTERM, shutting down", "AH00491: caught SIGTERM, shutting down",
                "AH00493: SIGUSR1 received.  Doing graceful restart",
            ],
            Line("[Fri Nov 27 00:36:48.447852 2026] [mpm_prefork:notice] [pid 15868:tid 15868] AH00163: Apache/2.4.71 (Debian) configured -- resuming normal operations",
                "server", "Apache/2.4.71 (Debian)")),
    ];
}
