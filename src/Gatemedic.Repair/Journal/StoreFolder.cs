namespace Gatemedic.Repair;

/// <summary>The directory of all repairs. What lies there is put back as root, so nobody else may write there, and no link leads there.</summary>
internal static class StoreFolder
{
    private const uint OwnerOnly = 0x1c0;
    private const uint OthersWrite = 0x12;
    private const uint EverybodyWrites = 0x2;
    private const uint Sticky = 0x200;

    /// <summary>Opens it; makes it, and what is missing above it, down to the disk.</summary>
    /// <param name="root">Absolute; links above its own name are followed.</param>
    /// <exception cref="IOException">It cannot be had, or others may write there; the message says what to do.</exception>
    public static HeldDirectory Open(string root)
    {
        var (above, name) = (Above(Path.GetDirectoryName(root)!), Path.GetFileName(root));
        var path = Path.Combine(above, name);
        using (var parent = HeldDirectory.Open(above))
        {
            if (Owner(parent) is { Mode: var open } && (open & EverybodyWrites) != 0 && (open & Sticky) == 0)
            {
                throw new IOException($"everybody can write in {above}, where repairs are to be kept; have it writable by its owner only (chmod o-w {above})");
            }

            if (new DirectoryInfo(path) is { LinkTarget: { } target })
            {
                throw new IOException($"{path} is a link to {target}; repairs are kept in a directory of their own: move here what it leads to, or remove it");
            }

            if (!Directory.Exists(path))
            {
                parent.MakeDirectory(name, OwnerOnly);
            }
        }

        var folder = HeldDirectory.Open(path);
        try
        {
            var (user, mode) = Owner(folder);
            if (user != Libc.EffectiveUser())
            {
                throw new IOException($"{path} belongs to user {user}, and what lies there would be put back as user {Libc.EffectiveUser()}; see what it is, and move it away");
            }

            if ((mode & OthersWrite) != 0)
            {
                throw new IOException($"others can write in {path} (mode {Convert.ToString(mode, 8)}), and what lies there would be put back by a repair; see that its directories are yours, then chmod 700 {path}");
            }

            if (mode != OwnerOnly && Libc.ChangeMode(folder.Handle, OwnerOnly) != 0)
            {
                throw Libc.Fault($"the permissions of {path} cannot be set");
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The directory above without links, made where it is missing.</summary>
    private static string Above(string path)
    {
        if (Libc.RealPath(path) is { } real)
        {
            return real;
        }

        var (above, name) = (Above(Path.GetDirectoryName(path) ?? throw new IOException($"{path} is no place for repairs")), Path.GetFileName(path));
        using var directory = HeldDirectory.Open(above);
        directory.MakeDirectory(name, OwnerOnly);
        return Path.Combine(above, name);
    }

    private static (uint User, uint Mode) Owner(HeldDirectory directory) =>
        Libc.Statx(directory.Handle, "", Libc.EmptyPath, Libc.BasicStats, out var stat) == 0
            ? (stat.User, stat.Mode & 0xfffu)
            : throw Libc.Fault($"{directory.Path} cannot be looked at");
}
