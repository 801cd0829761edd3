using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Walks to a path as the kernel would for another user: each directory must let the user search it, links are followed inside the root.
/// </summary>
internal sealed class PathWalk
{
    private const int MostLinks = 40;
    private readonly string root;
    private readonly UserIdentity? user;
    private readonly bool fills;
    private int links;

    private PathWalk(string root, UserIdentity? user, bool fills) => (this.root, this.user, this.fills) = (root == "/" ? "" : root, user, fills);

    /// <summary>What stands at the end; null when nothing does or it cannot be reached by us.</summary>
    public FileFacts? End { get; private set; }

    /// <summary>Path of the end, links followed, inside the root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The nearest directory above that exists, inside the root.</summary>
    public string Directory { get; private set; } = "/";

    /// <summary>The first thing that stops the user, inside the root, with its facts.</summary>
    public (string Path, FileFacts Facts)? Obstacle { get; private set; }

    /// <summary>errno of our own walk, 0 when it came to the end.</summary>
    public int Errno { get; private set; }

    /// <summary>Walks; a null user is stopped by nothing.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="user">Whose rights count.</param>
    /// <param name="root">Root of the file system as we reach it.</param>
    /// <param name="fills">The user wants to make files in the directory at the end.</param>
    public static PathWalk To(string path, UserIdentity? user, string root, bool fills = false)
    {
        var walk = new PathWalk(root, user, fills);
        walk.Go(path);
        return walk;
    }

    /// <summary>The path as we reach it.</summary>
    public string Reach(string path) => root.Length == 0 ? path : root + path;

    private void Go(string path)
    {
        var pending = new Stack<string>(Parts(path).Reverse());
        var here = "";
        Enter("/");
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                here = here[..Math.Max(here.LastIndexOf('/'), 0)];
                continue;
            }

            var next = $"{here}/{part}";
            if (!FileFacts.TryRead(Reach(next), follow: false, out var facts, out var errno))
            {
                Stop(pending.Count == 0 ? next : $"{next}/{string.Join('/', pending)}", errno);
                return;
            }

            if (facts.IsSymlink)
            {
                if (++links > MostLinks || Links.Read(Reach(next)) is not { } target)
                {
                    Stop(next, 40);
                    return;
                }

                here = target.StartsWith('/') ? "" : here;
                foreach (var inner in Parts(target).Reverse())
                {
                    pending.Push(inner);
                }
            }
            else if (pending.Count > 0 && !facts.IsDirectory)
            {
                Stop(next, 20);
                return;
            }
            else if (facts.IsDirectory)
            {
                Enter(next, facts, isEnd: pending.Count == 0);
                here = next;
            }
            else
            {
                here = next;
                (Path, End) = (next, facts);
                Demand(next, facts, AccessRules.Write);
            }
        }
    }

    private void Enter(string directory)
    {
        if (FileFacts.TryRead(Reach(directory), follow: true, out var facts, out _))
        {
            Enter(directory, facts, isEnd: false);
        }
    }

    private void Enter(string directory, FileFacts facts, bool isEnd)
    {
        Directory = directory;
        if (isEnd)
        {
            (Path, End) = (directory, facts);
        }

        if (!isEnd || fills)
        {
            Demand(directory, facts, AccessRules.Search);
        }

        if (isEnd && fills)
        {
            Demand(directory, facts, AccessRules.Write);
        }
    }

    private unsafe void Demand(string path, FileFacts facts, int right)
    {
        if (Obstacle is not null || user is null)
        {
            return;
        }

        const int Longest = 1024;
        var acl = stackalloc byte[Longest];
        var length = Libc.GetAttribute(Reach(path), "system.posix_acl_access", acl, Longest);
        if (!AccessRules.Allows(user, facts, right, new ReadOnlySpan<byte>(acl, (int)Math.Max(length, 0))))
        {
            Obstacle = (path, facts);
        }
    }

    private void Stop(string path, int errno) => (Path, Errno) = (path, errno);

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(p => p is not ("" or "."));
}
