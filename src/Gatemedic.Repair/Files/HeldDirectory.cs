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
    private readonly SafeFileHandle _handle;

    private HeldDirectory(SafeFileHandle handle, string path) => (_handle, Path) = (handle, path);

    /// <summary>Absolute, without links.</summary>
    public string Path { get; }

    /// <summary>Opens the directory with exactly this path: a link anywhere in it is a fault.</summary>
    /// <exception cref="IOException">It is not there, may not be opened, or is another one than its path says.</exception>
    public static HeldDirectory Open(string path)
    {
        var handle = Libc.Open(path, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec);
        if (handle.IsInvalid)
        {
            throw Libc.Fault($"the directory {path} cannot be opened");
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
        using var file = Libc.OpenAt(_handle, name, Libc.ReadOnly | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() == Libc.NoEntry ? null : throw Libc.Fault($"{Path}/{name} cannot be read");
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
        using var file = Libc.OpenAt(_handle, name, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec, OwnerOnly);
        if (file.IsInvalid)
        {
            throw Libc.Fault($"{Path}/{name} cannot be written");
        }

        try
        {
            RandomAccess.Write(file, content, 0);
            if (like is not null)
            {
                like.GiveTo(file, $"{Path}/{name}");
            }
            else if (Libc.ChangeMode(file, mode) != 0)
            {
                throw Libc.Fault($"the permissions of {Path}/{name} cannot be set");
            }

            if (Libc.Sync(file) != 0)
            {
                throw Libc.Fault($"{Path}/{name} does not reach the disk");
            }
        }
        catch
        {
            _ = Libc.UnlinkAt(_handle, name, 0);
            throw;
        }
    }

    /// <summary>
    /// Two files change places in one step; false where the file system cannot do that. What stood under the second name is not lost whatever
    /// it has become meanwhile.
    /// </summary>
    public bool TryExchange(string first, string second) => Move(first, second, Libc.Exchange);

    /// <summary>Gives a file another name, whatever had it.</summary>
    public void Rename(string from, string to)
    {
        if (!Move(from, to, 0))
        {
            throw Libc.Fault($"{Path}/{from} cannot be renamed to {to}");
        }
    }

    /// <summary>Takes a file away, where it is there.</summary>
    public void Remove(string name)
    {
        if (Libc.UnlinkAt(_handle, name, 0) != 0 && Marshal.GetLastPInvokeError() != Libc.NoEntry)
        {
            throw Libc.Fault($"{Path}/{name} cannot be removed");
        }

        Sync();
    }

    /// <summary>Makes a directory in it.</summary>
    public void MakeDirectory(string name, uint mode)
    {
        if (Libc.MakeDirectoryAt(_handle, name, mode) != 0)
        {
            throw Libc.Fault($"the directory {Path}/{name} cannot be made");
        }

        Sync();
    }

    /// <summary>Takes a directory away where it is there and empty.</summary>
    public void RemoveDirectory(string name)
    {
        _ = Libc.UnlinkAt(_handle, name, Libc.RemoveDirectory);
        Sync();
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private bool Move(string from, string to, uint flags)
    {
        if (Libc.RenameAt(_handle, from, _handle, to, flags) != 0)
        {
            return flags != 0 && Marshal.GetLastPInvokeError() is Libc.InvalidArgument or Libc.NotSupported
                ? false
                : throw Libc.Fault($"{Path}/{to} cannot be replaced");
        }

        Sync();
        return true;
    }

    private void Sync()
    {
        if (Libc.Sync(_handle) != 0)
        {
            throw Libc.Fault($"the directory {Path} does not reach the disk");
        }
    }
}
