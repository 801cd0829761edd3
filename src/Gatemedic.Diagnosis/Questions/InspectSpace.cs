namespace Gatemedic.Diagnosis;

/// <summary>Look at the room of a directory's file system, and whether nginx's worker may write there.</summary>
/// <param name="Path">Absolute path of the directory; where it does not exist, the nearest above counts.</param>
/// <param name="User">The worker's identity; null when it is not known.</param>
/// <param name="Root">Root of nginx's file system as we reach it.</param>
public sealed record InspectSpace(string Path, UserIdentity? User, string Root = "/") : Question;

/// <summary>Answer to <see cref="InspectSpace"/>.</summary>
public sealed record SpaceAnswer(InspectSpace Question, Section<SpaceFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>The room of a directory.</summary>
public sealed record SpaceFacts
{
    /// <summary>It exists.</summary>
    public required bool Exists { get; init; }

    /// <summary>The directory that was looked at: itself, or the nearest above.</summary>
    public required string Directory { get; init; }

    /// <summary>Where its file system is mounted, inside the root; empty when not known.</summary>
    public string MountPoint { get; init; } = "";

    /// <summary>ext4, xfs, tmpfs, ...; empty when not known.</summary>
    public string FileSystem { get; init; } = "";

    /// <summary>Bytes that the worker may still write: without those that are kept for root.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Size of the file system.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Files that may still be made; null where the file system does not count them (btrfs, some network ones).</summary>
    public long? FreeInodes { get; init; }

    /// <summary>Files that it can hold; null as above.</summary>
    public long? TotalInodes { get; init; }

    /// <summary>It is mounted read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The worker's user may make files there; null when the user is not known.</summary>
    public bool? WorkerMayWrite { get; init; }

    /// <summary>What stops the worker, with its mode: "/var/lib/nginx, drwx------ root root"; null when nothing does.</summary>
    public string? Obstacle { get; init; }
}
