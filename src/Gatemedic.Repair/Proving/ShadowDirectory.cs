using System.Collections.Immutable;

namespace Gatemedic.Repair;

/// <summary>
/// The directory of a private nginx: ours alone, but for its workers, who may pass through it. It is held by a locked file, so that what a killed
/// run left behind is known by its lock being free.
/// </summary>
internal sealed class ShadowDirectory : IDisposable
{
    private const string LockSuffix = ".lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const uint NoOne = uint.MaxValue;

    // Whoever runs nginx's workers comes through; what is in there is not listed.
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int MostNeighbours = 10_000;
    private readonly FileStream _held;
    private readonly List<string> _parts;

    private ShadowDirectory(string path, FileStream held) => (Path, _held, _parts) = (path, held, [path]);

    /// <summary>Absolute, without links.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <param name="place">Where all of them are.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static ShadowDirectory Make(string place)
    {
        Directory.CreateDirectory(place);
        File.SetUnixFileMode(place, Passable);
        var real = Libc.RealPath(place) ?? throw new IOException($"{place} is not there");
        var path = System.IO.Path.Combine(real, $"shadow-{Guid.NewGuid().ToString("N")[..12]}");

        // The lock first: a directory without one belongs to nobody.
        var held = new FileStream(path + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            return new ShadowDirectory(path, held);
        }
        catch
        {
            File.Delete(held.Name);
            held.Dispose();
            throw;
        }
    }

    /// <summary>Removes what killed runs have left; <paramref name="end"/> ends what still runs in a directory before it goes.</summary>
    public static async Task SweepAsync(string place, Func<string, Task> end)
    {
        foreach (var file in Directory.Exists(place) ? Directory.EnumerateFiles(place, "shadow-*" + LockSuffix) : [])
        {
            if (Hold(file) is { } held)
            {
                using var left = new ShadowDirectory(file[..^LockSuffix.Length], held);
                await end(left.Path).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Makes a directory that stands for another: what is asked beside the main file, or above it, by a relative path is found there by links.
    /// </summary>
    /// <param name="directory">Of the main file.</param>
    /// <param name="mainName">The main file's name.</param>
    /// <param name="above">How many directories above it are asked.</param>
    /// <returns>Where the main file goes.</returns>
    public string Stand(string directory, string mainName, int above)
    {
        var chain = new Stack<string>([directory]);
        while (chain.Count <= above && System.IO.Path.GetDirectoryName(chain.Peek()) is { } parent)
        {
            chain.Push(parent);
        }

        var at = System.IO.Path.Combine(Path, "conf");
        while (chain.TryPop(out var original))
        {
            var own = chain.TryPeek(out var next) ? System.IO.Path.GetFileName(next) : mainName;
            Directory.CreateDirectory(at, OwnerOnly);
            _parts.Add(at);
            foreach (var name in Directory.EnumerateFileSystemEntries(original).Take(MostNeighbours).Select(System.IO.Path.GetFileName).Where(n => n != own))
            {
                File.CreateSymbolicLink(System.IO.Path.Combine(at, name!), System.IO.Path.Combine(original, name!));
            }

            at = System.IO.Path.Combine(at, own);
        }

        return at;
    }

    /// <summary>Writes files, and lets through who has to come to them.</summary>
    /// <param name="files">The files.</param>
    /// <param name="owner">As whom nginx is started; null = as us.</param>
    /// <param name="workers">The workers' group; null where it is not known or needs no leave.</param>
    public void Fill(ImmutableArray<ShadowFile> files, (int Uid, int Gid)? owner, int? workers)
    {
        foreach (var file in files)
        {
            using var stream = new FileStream(file.Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite, BufferSize = 0,
            });
            stream.Write(file.Content);
            if (owner is { } other && Libc.ChangeOwner(stream.SafeFileHandle, (uint)other.Uid, (uint)other.Gid) != 0)
            {
                throw Libc.Fault($"{file.Path} cannot be given to user {other.Uid}");
            }
        }

        foreach (var directory in _parts)
        {
            using var handle = Libc.Open(directory, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec);
            if (owner is { } other ? Libc.ChangeOwner(handle, (uint)other.Uid, (uint)other.Gid) != 0
                : workers is { } group && (Libc.ChangeOwner(handle, NoOne, (uint)group) != 0 || Libc.ChangeMode(handle, (uint)(OwnerOnly | UnixFileMode.GroupExecute)) != 0))
            {
                throw Libc.Fault($"{directory} cannot be opened to nginx's workers");
            }
        }
    }

    /// <summary>Takes it away with all that is in it.</summary>
    public void Dispose()
    {
        using (var place = Libc.Open(System.IO.Path.GetDirectoryName(Path)!, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec))
        {
            RemovedTree.Remove(place, System.IO.Path.GetFileName(Path));
        }

        File.Delete(_held.Name);
        _held.Dispose();
    }

    private static FileStream? Hold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another run is at work in it, or has just removed it.
            return null;
        }
    }
}
