using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>Finds sockets that may be meant instead of a path: near it, or where applications usually put theirs.</summary>
internal static class SiblingSockets
{
    private const int Most = 10;
    private const int MostEntries = 4000;
    private static readonly string[] UsualDirectories = ["/run", "/run/php", "/run/php-fpm", "/var/run", "/tmp", "/var/lib/php-fpm"];
    private static readonly string[] Pseudo = ["/proc", "/sys", "/dev"];
    private static readonly string[] NoWords = ["sock", "socket", "run", "tmp", "var"];

    /// <summary>Look-alikes, those that share most words first; paths inside the root.</summary>
    public static ImmutableArray<string> Find(string path, string nearest, string root)
    {
        var words = Words(path);
        var ending = Path.GetExtension(path);
        var budget = MostEntries;
        var found = new Dictionary<(ulong, ulong), string>();
        foreach (var directory in UsualDirectories.Prepend(nearest))
        {
            Collect(directory, root, 2, ref budget, found);
        }

        return
        [
            .. found.Values.Where(p => p != path)
                .Select(p => (Path: p, Shared: Words(p).Count(words.Contains), SameEnding: ending.Length > 0 && p.EndsWith(ending, StringComparison.Ordinal) && Path.GetDirectoryName(p) == nearest))
                .Where(s => s.Shared > 0 || s.SameEnding)
                .OrderByDescending(s => s.Shared).ThenByDescending(s => s.SameEnding).ThenBy(s => s.Path, StringComparer.Ordinal)
                .Take(Most)
                .Select(s => s.Path),
        ];
    }

    private static void Collect(string directory, string root, int levels, ref int budget, Dictionary<(ulong, ulong), string> found)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true };
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(RootedPath.Resolve(root, directory), "*", options))
            {
                if (--budget < 0)
                {
                    return;
                }

                var inside = Path.Combine(directory, Path.GetFileName(entry));
                if (!FileFacts.TryRead(entry, follow: false, out var facts, out _))
                {
                    continue;
                }

                if (facts.IsSocket)
                {
                    // /var/run is /run: the same socket counts once.
                    found.TryAdd((facts.Device, facts.Inode), inside);
                }
                else if (facts.IsDirectory && levels > 1 && !Pseudo.Contains(inside))
                {
                    Collect(inside, root, levels - 1, ref budget, found);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No such directory, or not ours to look into.
        }
    }

    // The words of the name and of the directory around it: /run/php/php8.2-fpm.sock -> php, fpm.
    private static HashSet<string> Words(string path) =>
        [.. string.Join('/', path.Split('/').TakeLast(2))
            .Split([.. "/.-_0123456789"], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length > 2 && !NoWords.Contains(w))];
}
