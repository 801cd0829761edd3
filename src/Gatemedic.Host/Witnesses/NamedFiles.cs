using System.Collections.Immutable;

namespace Gatemedic.Host;

/// <summary>Files that the user named, known again by whatever path they are found.</summary>
internal sealed class NamedFiles
{
    private readonly Dictionary<FileIdentity, string> _names = [];

    /// <summary>Those of them that are there.</summary>
    /// <param name="paths">As named.</param>
    public NamedFiles(ImmutableArray<string> paths)
    {
        foreach (var path in paths)
        {
            if (IdentityOf(path) is { } identity)
            {
                _names.TryAdd(identity, path);
            }
        }
    }

    /// <summary>How the user calls the file at a path; null where it was not named.</summary>
    public string? NameOf(string path) => _names.Count > 0 && IdentityOf(path) is { } identity ? _names.GetValueOrDefault(identity) : null;

    private static FileIdentity? IdentityOf(string path) =>
        FileFacts.TryRead(path, follow: true, out var facts, out _) && facts.IsRegular ? LogGeneration.IdentityOf(facts) : null;
}
