using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Where the parser gets its files: the disk (Gatemedic.Host) or a snapshot taken of it.</summary>
public interface IConfigFiles
{
    /// <summary>The file at an absolute path, or why it could not be read.</summary>
    ConfigFile Read(string path);

    /// <summary>
    /// What glob(3) gives for an absolute pattern: sorted byte-wise, no dotfiles, empty when nothing matches. A directory that may not be listed
    /// gives the pattern below it, which then cannot be read.
    /// </summary>
    ImmutableArray<string> Glob(string pattern);
}

/// <summary>One configuration file as it was read. Exactly one of <see cref="Content"/> and <see cref="Error"/> is set.</summary>
/// <param name="Path">Absolute path, as nginx would open it.</param>
/// <param name="Content">The bytes; kept as bytes so that printing gives back the same file.</param>
/// <param name="Error">Why it could not be read, as strerror says it: "No such file or directory".</param>
/// <param name="Errno">Linux errno of <paramref name="Error"/>, 0 when read; EACCES without an error: taken for empty because only nginx may read it.</param>
public sealed record ConfigFile(string Path, ReadOnlyMemory<byte> Content, string? Error = null, int Errno = 0)
{
    /// <summary>The file was read.</summary>
    public bool IsRead => Error is null;
}

/// <summary>The files and globs that one parse asked for: enough to parse again without the disk.</summary>
/// <param name="MainPath">Absolute path of the main configuration file.</param>
/// <param name="Prefix">nginx's -p prefix: relative log paths start here (relative includes start at the main file's directory).</param>
/// <param name="Files">Each file asked for, read or not, in order of first use.</param>
/// <param name="Globs">Each include pattern asked for, with what it matched.</param>
public sealed record ConfigSnapshot(
    string MainPath,
    string Prefix,
    ImmutableArray<ConfigFile> Files,
    ImmutableArray<ConfigGlob> Globs) : IConfigFiles
{
    /// <inheritdoc/>
    public ConfigFile Read(string path) =>
        Files.FirstOrDefault(f => f.Path == path) ?? new ConfigFile(path, default, "not part of the snapshot", 2);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => Globs.FirstOrDefault(g => g.Pattern == pattern)?.Paths ?? [];
}

/// <summary>A snapshot as a parse asks it, which is for each of its files: by name instead of one after the other.</summary>
internal sealed class SnapshotFiles(ConfigSnapshot snapshot) : IConfigFiles
{
    private readonly Dictionary<string, ConfigFile> files = First(snapshot.Files, f => f.Path);
    private readonly Dictionary<string, ConfigGlob> globs = First(snapshot.Globs, g => g.Pattern);

    /// <inheritdoc/>
    public ConfigFile Read(string path) => files.TryGetValue(path, out var file) ? file : snapshot.Read(path);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => globs.TryGetValue(pattern, out var glob) ? glob.Paths : [];

    private static Dictionary<string, T> First<T>(ImmutableArray<T> items, Func<T, string> key)
    {
        var found = new Dictionary<string, T>(items.Length, StringComparer.Ordinal);
        foreach (var item in items)
        {
            found.TryAdd(key(item), item);
        }

        return found;
    }
}

/// <summary>An include pattern and the paths it matched.</summary>
public sealed record ConfigGlob(string Pattern, ImmutableArray<string> Paths);
