using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Repair;

/// <summary>What a private nginx must not take over from the one that serves: what it would write, log, listen on or send beside the requests it is asked.</summary>
internal static class ShadowRules
{
    /// <summary>Directives that are left out, wherever they stand.</summary>
    public static readonly FrozenSet<string> Dropped = FrozenSet.Create(
        // It has one of its own.
        "daemon", "master_process", "pid", "lock_file", "worker_processes", "worker_cpu_affinity", "error_log",
        "client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path",

        // They write.
        "access_log", "proxy_store", "fastcgi_store", "uwsgi_store", "scgi_store", "state", "google_perftools_profiles",
        "upsync_dump_path", "vhost_traffic_status_dump",

        // They send what nobody asked for: copies of requests, health checks, questions to certificate authorities, usage reports.
        "mirror", "post_action", "health_check", "check", "check_http_send", "check_http_expect_alive", "check_keepalive_requests", "check_shm_size",
        "ssl_stapling", "ssl_stapling_verify", "ssl_ocsp", "mgmt", "zone_sync", "zone_sync_server");

    /// <summary>Blocks of the main level that stay; stream, mail, rtmp and the like have listeners, and no HTTP request takes its way through them.</summary>
    public static readonly FrozenSet<string> MainBlocks = FrozenSet.Create("events", "http");

    /// <summary>Their first argument is a directory that nginx fills.</summary>
    public static readonly FrozenSet<string> CachePaths = FrozenSet.Create(
        "proxy_cache_path", "fastcgi_cache_path", "uwsgi_cache_path", "scgi_cache_path");

    /// <summary>As many are set up in advance, each a few hundred bytes; a few requests need no more.</summary>
    public const int MostConnections = 4096;

    /// <summary>Where nginx puts what it cannot keep in memory.</summary>
    public static readonly ImmutableArray<string> TempPaths =
        ["client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path"];

    /// <summary>
    /// Parameters of listen that say how requests are read and which server is the default. The others are of the socket; proxy_protocol goes too,
    /// because the requests that are asked again come without its line.
    /// </summary>
    public static readonly FrozenSet<string> ListenParameters = FrozenSet.Create("ssl", "http2", "spdy", "default_server", "default");
}
