using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Files of which some have other bytes than on the disk.</summary>
/// <param name="inner">Where the others come from; null: there are no others.</param>
/// <param name="overlaid">The other bytes, by absolute path.</param>
public sealed class OverlaidFiles(IConfigFiles? inner, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> overlaid) : IConfigFiles
{
    /// <inheritdoc/>
    public ConfigFile Read(string path) =>
        overlaid.TryGetValue(path, out var content) ? new ConfigFile(path, content)
        : inner?.Read(path) ?? new ConfigFile(path, default, "No such file or directory", 2);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => inner?.Glob(pattern) ?? [];
}
