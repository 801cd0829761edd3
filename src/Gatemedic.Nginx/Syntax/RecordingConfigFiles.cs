using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Remembers what a parse asks of its files, so that it can be repeated without them.</summary>
/// <param name="inner">Where files really come from.</param>
public sealed class RecordingConfigFiles(IConfigFiles inner) : IConfigFiles
{
    private readonly OrderedDictionary<string, ConfigFile> files = [];
    private readonly OrderedDictionary<string, ConfigGlob> globs = [];

    /// <inheritdoc/>
    public ConfigFile Read(string path)
    {
        if (!files.TryGetValue(path, out var file))
        {
            files[path] = file = inner.Read(path);
        }

        return file;
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern)
    {
        if (!globs.TryGetValue(pattern, out var glob))
        {
            globs[pattern] = glob = new ConfigGlob(pattern, inner.Glob(pattern));
        }

        return glob.Paths;
    }

    /// <summary>All that was asked for so far, with the answers.</summary>
    public ConfigSnapshot ToSnapshot(string mainPath, string prefix) =>
        new(mainPath, prefix, [.. files.Values], [.. globs.Values]);
}
