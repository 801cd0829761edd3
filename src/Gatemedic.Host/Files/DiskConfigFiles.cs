using System.Collections.Immutable;
using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Host;

/// <summary>Configuration files of the disk, below the root of the nginx that uses them.</summary>
/// <param name="root">"/" or "/proc/PID/root".</param>
public sealed class DiskConfigFiles(string root = "/") : IConfigFiles
{
    private const int FileLimit = 64 * 1024 * 1024;
    private const int MostPaths = 10_000;
    private readonly HashSet<string> unlisted = [];

    /// <inheritdoc/>
    public ConfigFile Read(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return new ConfigFile(path, default, Errno.Text(Errno.NoEntry), Errno.NoEntry);
        }

        // People include it to switch a part off; nginx reads it as an empty file.
        if (path == "/dev/null")
        {
            return new ConfigFile(path, ReadOnlyMemory<byte>.Empty);
        }

        if (unlisted.Contains(path))
        {
            return new ConfigFile(path, default, Errno.Text(Errno.Access), Errno.Access);
        }

        var bytes = BoundedFile.Read(RootedPath.Resolve(root, path), FileLimit, out var errno, out var error);
        return bytes is null ? new ConfigFile(path, default, error, errno) : new ConfigFile(path, bytes);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern)
    {
        IEnumerable<string> paths = [""];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            paths = GlobPattern.IsMagic(part)
                ? paths.SelectMany(directory => Matching(directory, part))
                : paths.Select(directory => $"{directory}/{GlobPattern.Literal(part)}");
        }

        return [.. paths.Where(p => unlisted.Contains(p) || Exists(p)).Take(MostPaths).OrderBy(Encoding.UTF8.GetBytes, ByteOrder.Instance)];
    }

    /// <summary>The newest modification among these files; null when none can be reached.</summary>
    public DateTimeOffset? ModifiedAt(IEnumerable<string> paths) => Newest(paths, facts => facts.ModifiedAt);

    /// <summary>
    /// When anything was last done to the files of a snapshot: also a file put in another's place with its old time, or one that is gone,
    /// which shows in the directory that it was included from.
    /// </summary>
    public DateTimeOffset? TouchedAt(ConfigSnapshot snapshot)
    {
        var files = Newest(snapshot.Files.Where(f => f.IsRead).Select(f => f.Path), facts => facts.ChangedAt);
        var directories = snapshot.Globs.Select(g => Path.GetDirectoryName(g.Pattern)).OfType<string>().Where(d => d.Length > 0 && !GlobPattern.IsMagic(d)).Distinct();
        return Newest(directories, facts => facts.ModifiedAt) is { } listed && !(files > listed) ? listed : files;
    }

    private DateTimeOffset? Newest(IEnumerable<string> paths, Func<FileFacts, DateTimeOffset> time)
    {
        DateTimeOffset? newest = null;
        foreach (var path in paths)
        {
            if (FileFacts.TryRead(RootedPath.Resolve(root, path), follow: true, out var facts, out _) && !(newest >= time(facts)))
            {
                newest = time(facts);
            }
        }

        return newest?.ToLocalTime();
    }

    // glob(3) asks lstat(2): a link that leads nowhere is there, and nginx then fails to open it.
    private bool Exists(string path) =>
        FileFacts.TryRead($"{RootedPath.Resolve(root, Path.GetDirectoryName(path) ?? "/")}/{Path.GetFileName(path)}", follow: false, out _, out _);

    private List<string> Matching(string directory, string pattern)
    {
        var at = RootedPath.Resolve(root, directory.Length == 0 ? "/" : directory);
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(at, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
                .Take(MostPaths)
                .Select(entry => Path.GetFileName(entry))
                .Where(name => GlobPattern.Matches(pattern, name))
                .Select(name => $"{directory}/{name}")];
        }
        catch (UnauthorizedAccessException)
        {
            // glob(3) passes over it, but nginx's master is root and lists it: we say that we could not.
            unlisted.Add($"{directory}/{pattern}");
            return [$"{directory}/{pattern}"];
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The order of strcoll(3) in the C locale.</summary>
    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
