using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Looks at a unix socket path with the eyes of nginx's worker.</summary>
internal static class SocketPathReader
{
    private const int TableLimit = 64 * 1024 * 1024;

    /// <summary>The facts; blind when a directory keeps us out of where the worker may go.</summary>
    public static Section<SocketPathFacts> Read(InspectSocketPath question, IEnumerable<Listener> listeners)
    {
        var walk = PathWalk.To(question.Path, question.User, question.Root);
        if (walk.End is null && Errno.IsDenied(walk.Errno) && walk.Obstacle is null)
        {
            return Section.Blind<SocketPathFacts>($"socket {question.Path}", $"permission denied in {walk.Directory}", "run as root");
        }

        var names = UserNames.Read(question.Root);
        var end = walk.End;
        var isSocket = end is { IsSocket: true };
        return Section.Seen(new SocketPathFacts
        {
            Kind = Kind(walk),
            Mode = end?.Mode ?? 0,
            Owner = end is { } o ? names.User(o.Uid) : "",
            Group = end is { } g ? names.Group(g.Gid) : "",
            HasListener = isSocket && HasListener(walk, listeners),
            WorkerMayConnect = question.User is null ? null : end is not null && walk.Obstacle is null,
            Obstacle = walk.Obstacle?.Path,
            ObstacleMode = walk.Obstacle is { } obstacle ? ModeText.Of(obstacle.Facts, names) : null,
            NearestDirectory = walk.Directory,
            Siblings = SiblingSockets.Find(walk.Path, walk.Directory, question.Root),
        });
    }

    // What a directory that is closed to us hides is not known to be missing.
    private static string Kind(PathWalk walk) => walk.End switch
    {
        null => Errno.IsDenied(walk.Errno) ? "other" : "missing",
        { IsSocket: true } => "socket",
        { IsRegular: true } => "file",
        { IsDirectory: true } => "directory",
        _ => "other",
    };

    private static bool HasListener(PathWalk walk, IEnumerable<Listener> listeners)
    {
        var table = BoundedFile.Read("/proc/self/net/unix", TableLimit, out _, out _) ?? [];
        var now = NetUnixParser.Parse(Encoding.UTF8.GetString(table), "").Select(line => line.Listener);
        return now.Concat(listeners).Any(l => l.Path is { } bound && IsSame(bound, walk));
    }

    // A path is listed as it was given to bind(2): through other links, relative, or as another root names it.
    private static bool IsSame(string bound, PathWalk walk) =>
        Path.GetFileName(bound) == Path.GetFileName(walk.Path)
        && (bound == walk.Path
            || !bound.StartsWith('/')
            || new[] { bound, walk.Reach(bound) }.Any(path =>
                FileFacts.TryRead(path, follow: true, out var facts, out _)
                && (facts.Inode, facts.Device) == (walk.End!.Value.Inode, walk.End.Value.Device)));
}
