using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>The files of a snapshot; others may well be there but were not looked at, and what they hold is passed over.</summary>
internal sealed class SnapshotFiles(ConfigSnapshot snapshot) : IConfigFiles
{
    private const int PermissionDenied = 13;

    /// <inheritdoc/>
    public ConfigFile Read(string path) =>
        snapshot.Files.FirstOrDefault(f => f.Path == path) ?? new ConfigFile(path, default, "not part of the snapshot", PermissionDenied);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => snapshot.Glob(pattern);
}
