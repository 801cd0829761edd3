using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Looks at the room of a directory's file system with the eyes of nginx's worker.</summary>
internal static class SpaceReader
{
    /// <summary>The facts; blind when a directory keeps us out.</summary>
    public static Section<SpaceFacts> Read(InspectSpace question)
    {
        var walk = PathWalk.To(question.Path, question.User, question.Root, fills: true);
        var directory = walk.End is { IsDirectory: true } ? walk.Path : walk.Directory;
        if ((walk.End is null && Errno.IsDenied(walk.Errno)) || !FileSystemSpace.TryRead(walk.Reach(directory), out var space, out _))
        {
            return Section.Blind<SpaceFacts>($"room in {question.Path}", $"{walk.Directory} cannot be looked into", "run as root");
        }

        var mount = MountPoints.Holding(Process(question.Root), directory);
        return Section.Seen(new SpaceFacts
        {
            Exists = walk.End is { IsDirectory: true },
            Directory = directory,
            MountPoint = mount?.Path ?? "",
            FileSystem = mount?.FileSystem ?? "",
            FreeBytes = question.User is { Uid: 0 } ? space.FreeBytes : space.AvailableBytes,
            TotalBytes = space.TotalBytes,
            FreeInodes = space.Inodes > 0 ? space.FreeInodes : null,
            TotalInodes = space.Inodes > 0 ? space.Inodes : null,
            ReadOnly = space.IsReadOnly,
            WorkerMayWrite = question.User is null ? null : walk.End is { IsDirectory: true } && walk.Obstacle is null,
            Obstacle = walk.Obstacle is { } obstacle ? $"{obstacle.Path}, {ModeText.Of(obstacle.Facts, UserNames.Read(question.Root))}" : null,
        });
    }

    /// <summary>Whose mounts count: those of the process through whose root we reach it.</summary>
    private static string Process(string root) => root.Split('/') is ["", "proc", var pid, "root", ..] ? pid : "self";
}
