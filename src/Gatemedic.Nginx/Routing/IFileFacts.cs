namespace Gatemedic.Nginx;

/// <summary>What a path on nginx's disk is.</summary>
public enum PathKind
{
    /// <summary>Nobody has looked.</summary>
    Unknown,

    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Something else: a socket, a device.</summary>
    Other,

    /// <summary>Something that may not be reached.</summary>
    Forbidden,
}

/// <summary>What is known of the disk on which nginx would look.</summary>
public interface IFileFacts
{
    /// <summary>What is at an absolute path, links followed.</summary>
    PathKind Look(string path);
}

/// <summary>No host is at hand: nothing is known of any path.</summary>
public sealed class NoFileFacts : IFileFacts
{
    /// <inheritdoc/>
    public PathKind Look(string path) => PathKind.Unknown;
}
