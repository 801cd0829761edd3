using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>
/// Lists which sockets a process holds, with one system call for each descriptor: the directory classes of .NET need three
/// (they ask each link twice what it is), which on a host with 100,000 descriptors is two seconds instead of a quarter of one.
/// </summary>
internal static unsafe partial class DescriptorReader
{
    private const int OpenDirectory = 0x10000;
    private const int NameOffset = 19;

    /// <summary>The inodes of <paramref name="wanted"/> that a process holds.</summary>
    /// <param name="directory">/proc/PID/fd.</param>
    /// <param name="wanted">Sockets of interest.</param>
    /// <param name="skip">Descriptors to pass over at the start.</param>
    /// <param name="most">Descriptors to look at.</param>
    /// <param name="left">There were more.</param>
    public static List<ulong> Find(string directory, HashSet<ulong> wanted, int skip, int most, out bool left)
    {
        left = false;
        var found = new List<ulong>();
        var descriptor = Libc.Open(directory, Libc.OpenReadOnly | OpenDirectory | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            // The process ended, or is not ours to look into.
            return found;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        const int Size = 32 * 1024;
        var buffer = stackalloc byte[Size];
        var seen = 0;
        nint length;
        while ((length = GetEntries(descriptor, buffer, Size)) > 0)
        {
            // struct linux_dirent64: inode 8, offset 8, length 2, type 1, name with NUL.
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                var name = buffer + at + NameOffset;
                if (*name == '.' || seen++ < skip)
                {
                    continue;
                }

                if (seen > skip + most)
                {
                    left = true;
                    return found;
                }

                var inode = SocketInode(descriptor, name, out var isDenied);
                if (isDenied)
                {
                    return found;
                }

                if (inode != 0 && wanted.Contains(inode))
                {
                    found.Add(inode);
                }
            }
        }

        return found;
    }

    /// <summary>How many descriptors a process has, at most <paramref name="most"/> of them; null when not permitted to see, or when there are more.</summary>
    public static int? Count(string directory, int most)
    {
        var descriptor = Libc.Open(directory, Libc.OpenReadOnly | OpenDirectory | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            return null;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        const int Size = 32 * 1024;
        var buffer = stackalloc byte[Size];
        var count = 0;
        nint length;
        while (count <= most && (length = GetEntries(descriptor, buffer, Size)) > 0)
        {
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                count += *(buffer + at + NameOffset) == '.' ? 0 : 1;
            }
        }

        return count <= most ? count : null;
    }

    /// <summary>The inode of a link to socket:[INODE], 0 for all other links. Who is denied one link of a process is denied all of them.</summary>
    private static ulong SocketInode(int directory, byte* name, out bool isDenied)
    {
        var target = stackalloc byte[64];
        var length = ReadLinkAt(directory, name, target, 64);
        isDenied = length < 0 && Errno.IsDenied(Marshal.GetLastPInvokeError());
        var text = new ReadOnlySpan<byte>(target, (int)Math.Max(length, 0));
        return text.StartsWith("socket:["u8) && System.Buffers.Text.Utf8Parser.TryParse(text[8..], out ulong inode, out _) ? inode : 0;
    }

    [LibraryImport("libc", EntryPoint = "getdents64")]
    private static partial nint GetEntries(int descriptor, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nint size);
}
