using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>The places of a private nginx in its directory, and what its configuration says of them.</summary>
/// <param name="Root">The directory.</param>
/// <param name="MainPath">Where its main file goes; relative paths of the configuration start beside it.</param>
/// <param name="Listeners">Where it listens.</param>
/// <param name="TempPaths">The *_temp_path directives that it knows.</param>
internal sealed record ShadowSeat(string Root, string MainPath, ShadowListeners Listeners, ImmutableArray<string> TempPaths)
{
    /// <summary>Written once it listens (ngx_create_pidfile comes after ngx_open_listening_sockets).</summary>
    public string PidFile => $"{Root}/pid";

    /// <summary>Its error log.</summary>
    public string ErrorLog => $"{Root}/error.log";

    /// <summary>What holds at the main level.</summary>
    public ImmutableArray<Statement> Main =>
    [
        Statement.Of("daemon", "off"),

        // With a master, so that the worker drops root's rights: what only root may connect to must not look well.
        Statement.Of("master_process", "on"),
        Statement.Of("worker_processes", "1"),
        Statement.Of("pid", PidFile),
        Statement.Of("lock_file", $"{Root}/nginx.lock"),
        Statement.Of("error_log", ErrorLog, "error"),
    ];

    /// <summary>What holds in http.</summary>
    public ImmutableArray<Statement> Http =>
        [Statement.Of("access_log", "off"), .. TempPaths.Select(name => Statement.Of(name, $"{Root}/{name}"))];

    /// <summary>Where a file of the configuration goes.</summary>
    public string FileOf(int number) => $"{Root}/f{number}";

    /// <summary>Where a cache goes: caches that share a directory still do.</summary>
    public string CacheOf(string path) => $"{Root}/cache-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)))[..16]}";
}
