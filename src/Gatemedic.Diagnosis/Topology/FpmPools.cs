using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Which pool of PHP-FPM stands behind a peer.</summary>
public static class FpmPools
{
    /// <summary>The pool that listens on one of the target's endpoints in nginx's network; null when none is known.</summary>
    public static FpmPool? PoolOf(this Target target) => target.Protocol != Protocol.FastCgi
        ? null
        : (target.Scene.Pools?.Seen ?? default).OrEmpty().FirstOrDefault(pool => target.Endpoints.Any(e => Takes(target, pool, e)));

    private static bool Takes(Target target, FpmPool pool, PeerAddress endpoint)
    {
        if (endpoint.IsUnix)
        {
            return Real(pool.Listen) == Real(endpoint.Path!);
        }

        var colon = pool.Listen.LastIndexOf(':');
        return pool.Listen.Length > 0 && pool.Listen[0] != '/'
            && pool.Listen[(colon + 1)..] == endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && target.IsLocal(endpoint) && (pool.NetNs.Length == 0 || target.NetNs.Length == 0 || pool.NetNs == target.NetNs)
            && target.ListenersOn(endpoint).Any(l => l.Pids.IsEmpty || l.Pids.Contains(pool.MasterPid));
    }

    /// <summary>/var/run is a link to /run wherever systemd is.</summary>
    private static string Real(string path) => path.StartsWith("/var/run/", StringComparison.Ordinal) ? path[4..] : path;
}
