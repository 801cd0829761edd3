namespace Gatemedic.Host;

/// <summary>Finds the logs in a directory and those below it. Nothing but regular files is looked at, so that no FIFO is waited for.</summary>
public static class LogDirectory
{
    /// <summary>Most files that are taken.</summary>
    public const int MostFiles = 2000;

    private static readonly string[] Words = ["log", "access", "error", "messages", "dmesg", "kern", "debug", "journal", "trace", "stdout", "stderr"];
    private static readonly string[] Ends = [".err", ".out", ".log", ".json", ".jsonl", ".txt", ".gz", ".zst"];

    // wtmp and its like are tables of numbers; the others are what packages and programs leave beside logs.
    private static readonly string[] NoLogs = ["wtmp", "btmp", "lastlog", "faillog", ".conf", ".pid", ".sock", ".swp", ".so", ".db", ".html", ".css", ".js", ".php", ".py", ".sh"];

    /// <summary>Absolute paths by name, each rotated set together; links are followed to files, not to directories.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public static IReadOnlyList<string> Find(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = true };

        // With IgnoreInaccessible a directory that may not be listed would be one without logs.
        using var probe = Directory.EnumerateFileSystemEntries(directory).GetEnumerator();
        _ = probe.MoveNext();
        return
        [
            .. Directory.EnumerateFiles(directory, "*", options)
                .Where(f => LooksLikeLog(Path.GetFileName(f)) && FileFacts.TryRead(f, follow: true, out var facts, out _) && facts.IsRegular)
                .Take(MostFiles + 1)
                .OrderBy(f => Path.Combine(Path.GetDirectoryName(f)!, RotatedNames.Current(Path.GetFileName(f))), StringComparer.Ordinal)
                .ThenBy(f => f, StringComparer.Ordinal),
        ];
    }

    /// <summary>The log that a file is or was rotated from: the same path for all of a rotated set.</summary>
    public static string SetOf(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "/", RotatedNames.Current(Path.GetFileName(path)));

    /// <summary>The logs that were rotated from one, in no order.</summary>
    /// <param name="path">Absolute path as its nginx knows it.</param>
    /// <param name="root">Root of that nginx's file system as we reach it.</param>
    public static IEnumerable<string> RotatedFrom(string path, string root) => RotatedNames.Beside(path, root);

    /// <summary>Those of them that are plain text and were written to since a moment, also by an nginx that was not told of the rotation.</summary>
    public static IEnumerable<string> RotatedSince(DateTimeOffset since, string path, string root) =>
        RotatedNames.Beside(path, root).Where(p => !RotatedNames.IsPacked(p) && File.GetLastWriteTimeUtc(RootedPath.Resolve(root, p)) >= since);

    private static bool LooksLikeLog(string name) =>
        !NoLogs.Any(n => name.EndsWith(n, StringComparison.OrdinalIgnoreCase))
        && (Words.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase)) || Ends.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)));
}
