using System.Runtime.InteropServices;

namespace Gatemedic.Host;

/// <summary>What statvfs(3) says of the file system that holds a path.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">Free for root.</param>
/// <param name="AvailableBytes">Free for everybody else.</param>
/// <param name="Inodes">Files that it can hold; 0 where it does not count them.</param>
/// <param name="FreeInodes">Files that may still be made.</param>
/// <param name="IsReadOnly">It, or this mount of it, is read-only.</param>
internal readonly partial record struct FileSystemSpace(long TotalBytes, long FreeBytes, long AvailableBytes, long Inodes, long FreeInodes, bool IsReadOnly)
{
    // struct statvfs of glibc and musl on 64-bit Linux: eleven 8-byte words, then spare ones.
    private const int Words = 32;
    private const long ReadOnlyFlag = 1;

    /// <summary>Reads it; false with errno when the path cannot be reached.</summary>
    public static unsafe bool TryRead(string path, out FileSystemSpace space, out int errno)
    {
        space = default;
        var raw = stackalloc long[Words];
        if (Statvfs(path, raw) != 0)
        {
            errno = Marshal.GetLastPInvokeError();
            return false;
        }

        errno = 0;
        var fragment = raw[1];
        space = new FileSystemSpace(Bytes(raw[2], fragment), Bytes(raw[3], fragment), Bytes(raw[4], fragment), raw[5], raw[6], (raw[9] & ReadOnlyFlag) != 0);
        return true;
    }

    // FUSE file systems may claim any size.
    private static long Bytes(long blocks, long fragment) => (long)UInt128.Min((UInt128)(ulong)blocks * (ulong)fragment, long.MaxValue);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statvfs(string path, long* result);
}
