using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Repair;

/// <summary>What a file has beside its content and has to keep: owner, permissions, labels and access lists.</summary>
/// <param name="User">Owner's id.</param>
/// <param name="Group">Group's id.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Links">Names that it has.</param>
/// <param name="Extended">Extended attributes: SELinux labels, POSIX access lists and what else there is.</param>
internal sealed record FileAttributes(uint User, uint Group, uint Mode, uint Links, ImmutableArray<(string Name, ImmutableArray<byte> Value)> Extended)
{
    private const int RegularFile = 0x8000;
    private const int TypeBits = 0xf000;
    private const int PermissionBits = 0xfff;
    private const int MostBytes = 64 * 1024;

    /// <summary>Of an open file; <paramref name="path"/> is what messages call it.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be asked.</exception>
    public static FileAttributes Of(SafeFileHandle file, string path)
    {
        if (Libc.Statx(file, "", Libc.EmptyPath, Libc.BasicStats, out var stat) != 0)
        {
            throw Libc.Fault($"{path} cannot be looked at");
        }

        return (stat.Mode & TypeBits) == RegularFile
            ? new FileAttributes(stat.User, stat.Group, (uint)(stat.Mode & PermissionBits), stat.Links, [.. Names(file).Select(n => (n, Value(file, n)))])
            : throw new IOException($"{path} is no regular file; nothing is written there");
    }

    /// <summary>The same owner, permissions and labels.</summary>
    public bool IsLike(FileAttributes other) => (User, Group, Mode) == (other.User, other.Group, other.Mode)
        && Extended.Length == other.Extended.Length
        && Extended.All(mine => other.Extended.Any(theirs => theirs.Name == mine.Name && theirs.Value.SequenceEqual(mine.Value)));

    /// <summary>Gives them to another open file.</summary>
    /// <exception cref="IOException">They cannot be kept.</exception>
    public void GiveTo(SafeFileHandle file, string path)
    {
        if (Libc.ChangeOwner(file, User, Group) != 0)
        {
            throw Libc.Fault($"the owner of {path} cannot be kept (user {User}, group {Group}); run as root");
        }

        if (Libc.ChangeMode(file, Mode) != 0)
        {
            throw Libc.Fault($"the permissions of {path} cannot be kept");
        }

        foreach (var (name, value) in Extended)
        {
            if (Libc.SetAttribute(file, name, value.AsSpan(), (nuint)value.Length, 0) != 0 && !Has(file, name, value))
            {
                throw Libc.Fault($"the attribute {name} of {path} cannot be kept");
            }
        }
    }

    private static bool Has(SafeFileHandle file, string name, ImmutableArray<byte> value) => Value(file, name).SequenceEqual(value);

    private static string[] Names(SafeFileHandle file)
    {
        var buffer = new byte[MostBytes];
        var length = Libc.ListAttributes(file, buffer, (nuint)buffer.Length);
        return length >= 0 ? Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : Marshal.GetLastPInvokeError() == Libc.NotSupported ? []
            : throw Libc.Fault("extended attributes cannot be listed");
    }

    private static ImmutableArray<byte> Value(SafeFileHandle file, string name)
    {
        var buffer = new byte[MostBytes];
        var length = Libc.GetAttribute(file, name, buffer, (nuint)buffer.Length);
        return length >= 0 ? [.. buffer.AsSpan(0, (int)length)] : [];
    }
}
