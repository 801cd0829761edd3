using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Repair;

/// <summary>
/// A directory that is held open. Whatever becomes of its path meanwhile, what is done to its files is done there: neither a link that is
/// planted in the way nor a directory that is moved aside redirects a write.
/// </summary>
internal sealed class HeldDirectory : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const uint OwnerOnly = 0x180;

    private HeldDirectory(SafeFileHandle handle, string path) => (Handle, Path) = (handle, path);

    /// <summary>Absolute, without links.</summary>
    public string Path { get; }

    /// <summary>For what is asked of the directory itself.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Takes the directory for this handle alone, until it is given back or the process dies; false when another has it.</summary>
    public bool TryLock() => Libc.Lock(Handle, Libc.LockAtOnce) == 0
        || (Marshal.GetLastPInvokeError() == Libc.WouldBlock ? false : throw Libc.Fault($"{Path} cannot be locked"));

    /// <summary>Gives it back. To close it is not enough: a program that is being started at this moment holds a copy of the handle.</summary>
    public void Unlock() => _ = Libc.Lock(Handle, Libc.Unlock);

    /// <summary>Opens the directory with exactly this path: a link anywhere in it is a fault.</summary>
    /// <exception cref="IOException">It is not there, may not be opened, or is another one than its path says.</exception>
    public static HeldDirectory Open(string path)
    {
        var handle = Libc.Open(path, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec);
        if (handle.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() is Libc.NotDirectory or Libc.TooManyLinks
                ? new IOException($"{path} has become a link, or no directory, since it was looked at; nothing is written there")
                : Libc.Fault($"the directory {path} cannot be opened");
        }

        var opened = File.ResolveLinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName;
        if (opened != path)
        {
            handle.Dispose();
            throw new IOException($"{path} leads to {opened}: a link was put in the way since it was looked at; nothing is written");
        }

        return new HeldDirectory(handle, path);
    }

    /// <summary>Content and attributes of a file; null when there is none of that name.</summary>
    /// <exception cref="IOException">It is a link, no regular file, or cannot be read.</exception>
    public (byte[] Content, FileAttributes Attributes)? Read(string name)
    {
        using var file = Libc.OpenAt(Handle, name, Libc.ReadOnly | Libc.NoFollow | Libc.NoWait | Libc.CloseOnExec, 0);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() switch
            {
                Libc.NoEntry => null,
                Libc.TooManyLinks => throw new IOException($"{Path}/{name} has become a link since it was looked at; nothing is read or written through it"),
                _ => throw Libc.Fault($"{Path}/{name} cannot be read"),
            };
        }

        var attributes = FileAttributes.Of(file, $"{Path}/{name}");
        var length = RandomAccess.GetLength(file);
        if (length > MostBytes)
        {
            throw new IOException($"{Path}/{name} has {length} bytes; files above {MostBytes} are not edited");
        }

        var content = new byte[length];
        var read = 0;
        while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
        }

        return read == length ? (content, attributes) : throw new IOException($"{Path}/{name} became shorter while it was read");
    }

    /// <summary>Writes a new file, down to the disk; with the attributes of another where they are given, else for its owner alone.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written whole; then it is not there.</exception>
    public void Write(string name, ReadOnlySpan<byte> content, FileAttributes? like, uint mode = OwnerOnly)
    {
        using var file = Libc.OpenAt(Handle, name, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec, OwnerOnly);
        if (file.IsInvalid)
        {
            throw Libc.Fault($"{Path}/{name} cannot be written");
        }

        try
        {
            Put(file, content, 0, name);
            if (like is not null)
            {
                like.GiveTo(file, $"{Path}/{name}");
            }
            else if (Libc.ChangeMode(file, mode) != 0)
            {
                throw Libc.Fault($"the permissions of {Path}/{name} cannot be set");
            }

            Sync(file, name);
        }
        catch
        {
            _ = Libc.UnlinkAt(Handle, name, 0);
            throw;
        }
    }

    /// <summary>Adds bytes to the end of a file that is there, down to the disk.</summary>
    /// <exception cref="IOException">They cannot be written whole; then the file is as long as before, where that can be had.</exception>
    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = Libc.OpenAt(Handle, name, Libc.WriteOnly | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (file.IsInvalid)
        {
            throw Libc.Fault($"{Path}/{name} cannot be written");
        }

        var end = RandomAccess.GetLength(file);
        try
        {
            Put(file, bytes, end, name);
            Sync(file, name);
        }
        catch
        {
            _ = Libc.Truncate(file, (nint)end);
            throw;
        }
    }

    /// <summary>
    /// Two files change places in one step; false where the file system cannot do that. What stood under the second name is not lost whatever
    /// it has become meanwhile.
    /// </summary>
    public bool TryExchange(string first, string second) => TryMove(first, second, Libc.Exchange) switch
    {
        0 => true,
        Libc.InvalidArgument or Libc.NotSupported or Libc.NotImplemented => false,
        _ => throw Libc.Fault($"{Path}/{second} cannot be replaced"),
    };

    /// <summary>Gives a file another name, whatever had it.</summary>
    public void Rename(string from, string to)
    {
        if (TryMove(from, to, 0) != 0)
        {
            throw Libc.Fault($"{Path}/{from} cannot be renamed to {to}");
        }
    }

    /// <summary>Gives a file a name that nothing has; false when something has it.</summary>
    public bool TryRenameToFree(string from, string to)
    {
        var errno = TryMove(from, to, Libc.NoReplace);
        if (errno is Libc.InvalidArgument or Libc.NotSupported or Libc.NotImplemented)
        {
            // A second name is given to none that is taken either.
            errno = Libc.LinkAt(Handle, from, Handle, to, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
            if (errno == 0)
            {
                Remove(from);
            }
        }

        return errno switch
        {
            0 => true,
            Libc.Exists => false,
            _ => throw Libc.Fault($"{Path}/{from} cannot be renamed to {to}"),
        };
    }

    /// <summary>Takes a file away, where it is there.</summary>
    public void Remove(string name)
    {
        if (Libc.UnlinkAt(Handle, name, 0) == 0)
        {
            Sync();
        }
        else if (Marshal.GetLastPInvokeError() is not Libc.NoEntry and var errno && IsThere(name))
        {
            throw Libc.Fault($"{Path}/{name} cannot be removed", errno);
        }
    }

    /// <summary>Makes a directory in it.</summary>
    /// <exception cref="IOException">There is something of that name, or it cannot be made.</exception>
    public void MakeDirectory(string name, uint mode)
    {
        if (Libc.MakeDirectoryAt(Handle, name, mode) != 0)
        {
            throw Libc.Fault($"the directory {Path}/{name} cannot be made");
        }

        Sync();
    }

    /// <summary>Takes a directory away where it is there and empty.</summary>
    public void RemoveDirectory(string name)
    {
        if (Libc.UnlinkAt(Handle, name, Libc.RemoveDirectory) == 0)
        {
            Sync();
        }
    }

    /// <summary>Returns when the names in it are on the disk.</summary>
    public void Sync()
    {
        if (Libc.Sync(Handle) != 0)
        {
            throw Libc.Fault($"the directory {Path} does not reach the disk");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>A read-only file system refuses to remove also what is not there.</summary>
    private bool IsThere(string name) => Libc.Statx(Handle, name, Libc.NoFollowLink, Libc.BasicStats, out _) == 0;

    private void Put(SafeFileHandle file, ReadOnlySpan<byte> bytes, long at, string name)
    {
        try
        {
            RandomAccess.Write(file, bytes, at);
        }
        catch (IOException e)
        {
            throw Libc.Fault($"{Path}/{name} cannot be written", e.HResult);
        }
    }

    private void Sync(SafeFileHandle file, string name)
    {
        if (Libc.Sync(file) != 0)
        {
            throw Libc.Fault($"{Path}/{name} does not reach the disk");
        }
    }

    /// <summary>0, or the number of the error.</summary>
    private int TryMove(string from, string to, uint flags)
    {
        if (Libc.RenameAt(Handle, from, Handle, to, flags) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        Sync();
        return 0;
    }
}
