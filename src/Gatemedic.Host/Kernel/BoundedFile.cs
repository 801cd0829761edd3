using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>Opens and reads regular files without ever waiting for them: a FIFO or device in their place is refused.</summary>
internal static class BoundedFile
{
    /// <summary>Opens a regular file; null with errno and its words otherwise.</summary>
    public static SafeFileHandle? Open(string path, out int errno, out string error)
    {
        // Without O_NONBLOCK an open of a FIFO without a writer waits for ever. The kind is asked of the path first, so that
        // a device is not even opened (opening a tape rewinds it), and of the handle again, because the path may have changed.
        if (!FileFacts.TryRead(path, follow: true, out var facts, out errno))
        {
            error = Errno.Text(errno);
            return null;
        }

        if (!facts.IsRegular)
        {
            return Refuse(facts, out errno, out error);
        }

        var descriptor = Libc.Open(path, Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            errno = Marshal.GetLastPInvokeError();
            error = Errno.Text(errno);
            return null;
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileFacts.TryRead($"/proc/self/fd/{descriptor}", follow: true, out facts, out _) && !facts.IsRegular)
        {
            handle.Dispose();
            return Refuse(facts, out errno, out error);
        }

        error = "";
        return handle;
    }

    /// <summary>The whole file, if it is at most <paramref name="limit"/> bytes; null with errno and its words otherwise.</summary>
    public static byte[]? Read(string path, int limit, out int errno, out string error)
    {
        using var handle = Open(path, out errno, out error);
        if (handle is null)
        {
            return null;
        }

        try
        {
            return ReadAll(handle, limit, out errno, out error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk error or a file of /proc whose process is gone.
            errno = 5;
            error = Errno.Text(errno);
            return null;
        }
    }

    private static SafeFileHandle? Refuse(FileFacts facts, out int errno, out string error)
    {
        errno = facts.IsDirectory ? Errno.IsDirectory : Errno.Invalid;
        error = facts.IsDirectory ? Errno.Text(errno) : $"is a {facts.Kind}, not a regular file";
        return null;
    }

    private static byte[]? ReadAll(SafeFileHandle handle, int limit, out int errno, out string error)
    {
        // The length is a hint only: it is 0 in /proc, and the file may grow meanwhile.
        var expected = Math.Clamp(RandomAccess.GetLength(handle), 0, limit);
        var buffer = new byte[(int)Math.Min(expected + 1024L, limit + 1L)];
        var filled = 0;
        errno = 0;
        error = "";
        while (true)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(filled), filled);
            if (read == 0)
            {
                return buffer.AsSpan(0, filled).ToArray();
            }

            filled += read;
            if (filled > limit)
            {
                errno = Errno.FileTooBig;
                error = $"is larger than {limit / (1024 * 1024)} MiB";
                return null;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }
        }
    }
}
