namespace Gatemedic.Host;

/// <summary>
/// Follows a path inside another root. The kernel follows an absolute link below /proc/PID/root from our root, so that
/// a container's sites-enabled/x -> /etc/nginx/sites-available/x would lead to our own file; here it stays inside.
/// </summary>
internal static class RootedPath
{
    /// <summary>MAXSYMLINKS of the kernel.</summary>
    private const int MostLinks = 40;

    /// <summary>The path as we reach it, links followed; a part that does not exist stays as written. Loops give a path that fails with ELOOP.</summary>
    public static string Resolve(string root, string path) => root == "/" ? path : root.TrimEnd('/') + Follow(root, path);

    /// <summary>The path leads to a standard stream of whoever opens it, as the logs of container images do (error.log -> /dev/stderr).</summary>
    public static bool IsStandardStream(string root, string path) => StandardStream(root, path) is not null;

    /// <summary>Which: 1 is output, 2 is error, 0 any other; null where the path leads elsewhere.</summary>
    public static byte? StandardStream(string root, string path) => Follow(root, path) switch
    {
        "/dev/stdout" or "/proc/self/fd/1" => 1,
        "/dev/stderr" or "/proc/self/fd/2" => 2,
        var end when end.StartsWith("/proc/self/fd/", StringComparison.Ordinal) => 0,
        _ => null,
    };

    /// <summary>Where a path leads inside the root.</summary>
    private static string Follow(string root, string path)
    {
        var pending = new Stack<string>(Parts(path).Reverse());
        var done = new List<string>();
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                done.RemoveRange(Math.Max(done.Count - 1, 0), Math.Min(done.Count, 1));
                continue;
            }

            // /proc/self would be us.
            var here = Join(done.Append(part));
            if (links <= MostLinks && here != "/proc/self" && Links.Read(root.TrimEnd('/') + here) is { } target)
            {
                links++;
                if (target.StartsWith('/'))
                {
                    done.Clear();
                }

                foreach (var next in Parts(target).Reverse())
                {
                    pending.Push(next);
                }

                continue;
            }

            done.Add(part);
        }

        return Join(done);
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(p => p is not ("" or "."));

    private static string Join(IEnumerable<string> parts) => "/" + string.Join('/', parts);
}
