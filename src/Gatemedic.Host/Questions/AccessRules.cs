using System.Buffers.Binary;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Decides what a user may do with a file, as generic_permission of the kernel does.</summary>
internal static class AccessRules
{
    public const int Search = 1;
    public const int Write = 2;

    private const int AclHeader = 4;
    private const int AclEntry = 8;

    /// <summary>The user has the right; mode bits and, where there is one, the access control list decide.</summary>
    /// <param name="user">Whom.</param>
    /// <param name="file">Owner, group and mode.</param>
    /// <param name="right"><see cref="Search"/> or <see cref="Write"/>.</param>
    /// <param name="acl">The attribute system.posix_acl_access; empty when there is none.</param>
    public static bool Allows(UserIdentity user, FileFacts file, int right, ReadOnlySpan<byte> acl = default)
    {
        // CAP_DAC_OVERRIDE: root may write anything and enter every directory.
        if (user.Uid == 0)
        {
            return true;
        }

        if (user.Uid == file.Uid)
        {
            return ((file.Mode >> 6) & right) != 0;
        }

        if (acl.Length >= AclHeader + AclEntry)
        {
            return ListAllows(user, file, right, acl[AclHeader..]);
        }

        return ((IsMember(user, file.Gid) ? file.Mode >> 3 : file.Mode) & right) != 0;
    }

    /// <summary>acl(5), access check algorithm, from the second step on: named users, then groups, each cut by the mask, then others.</summary>
    private static bool ListAllows(UserIdentity user, FileFacts file, int right, ReadOnlySpan<byte> entries)
    {
        var mask = 7;
        int? named = null;
        bool inGroup = false, groupAllows = false;
        for (; entries.Length >= AclEntry; entries = entries[AclEntry..])
        {
            int permissions = BinaryPrimitives.ReadUInt16LittleEndian(entries[2..]);
            var id = BinaryPrimitives.ReadInt32LittleEndian(entries[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(entries))
            {
                case 0x02 when id == user.Uid:
                    named = permissions;
                    break;
                case 0x04 when IsMember(user, file.Gid):
                case 0x08 when IsMember(user, id):
                    inGroup = true;
                    groupAllows |= (permissions & right) != 0;
                    break;
                case 0x10:
                    mask = permissions;
                    break;
            }
        }

        var cut = (mask & right) != 0;
        return named is { } own ? (own & right) != 0 && cut : inGroup ? groupAllows && cut : (file.Mode & right) != 0;
    }

    private static bool IsMember(UserIdentity user, int group) => user.Gid == group || user.Groups.Contains(group);
}
