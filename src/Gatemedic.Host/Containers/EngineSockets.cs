using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>Finds the sockets at which container engines answer Docker's API.</summary>
internal static class EngineSockets
{
    private const string Scheme = "unix://";

    /// <summary>sockaddr_un holds no longer path.</summary>
    private const int LongestPath = 107;

    /// <summary>Each engine's once: Docker's, Podman's, those of the user who asks; where DOCKER_HOST names one, only that.</summary>
    public static ImmutableArray<string> Find(ProcessTable table)
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named)
        {
            return named.StartsWith(Scheme, StringComparison.Ordinal) ? Existing([named[Scheme.Length..]]) : [];
        }

        var own = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } directory && directory.StartsWith('/')
            ? new[] { directory + "/docker.sock", directory + "/podman/podman.sock" }
            : [];
        return Existing([.. IsAsleep(table) ? Array.Empty<string>() : ["/run/docker.sock", "/var/run/docker.sock"], "/run/podman/podman.sock", .. own]);
    }

    private static ImmutableArray<string> Existing(IEnumerable<string> paths) =>
        [.. from path in paths
            where path.Length <= LongestPath && FileFacts.TryRead(path, follow: true, out var facts, out _) && facts.IsSocket
            group path by FileFacts.TryRead(path, follow: true, out var same, out _) ? (same.Device, same.Inode) : default into one
            select one.First()];

    /// <summary>
    /// systemd holds the socket of a Docker that does not run: to connect would start it, and with it every container that restarts by itself.
    /// </summary>
    private static bool IsAsleep(ProcessTable table) =>
        table.Find(1) is { Name: "systemd" } && !table.All.Any(p => p.Name == "dockerd");
}
