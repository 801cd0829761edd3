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
    public static string Resolve(string root, string path)
    {
        if (root == "/")
        {
            return path;
        }

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

            var here = Join(root, done.Append(part));
            if (links <= MostLinks && Links.Read(here) is { } target)
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

        return Join(root, done);
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(p => p is not ("" or "."));

    private static string Join(string root, IEnumerable<string> parts) => $"{root.TrimEnd('/')}/{string.Join('/', parts)}";
}
