using Gatemedic.Nginx;

namespace Gatemedic.Host;

/// <summary>What lies at a path inside nginx's root, by statx(2); nothing is opened.</summary>
/// <param name="root">Root of nginx's file system as we reach it.</param>
public sealed class DiskFileFacts(string root) : IFileFacts
{
    private const int PermissionDenied = 13;

    /// <inheritdoc/>
    public PathKind Look(string path) =>
        FileFacts.TryRead(RootedPath.Resolve(root, path), follow: true, out var facts, out var errno)
            ? facts.IsDirectory ? PathKind.Directory : facts.IsRegular ? PathKind.File : PathKind.Other
            : errno == PermissionDenied ? PathKind.Unknown : PathKind.Missing;
}
