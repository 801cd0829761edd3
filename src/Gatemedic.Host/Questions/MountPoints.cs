using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Host;

/// <summary>Finds the mount points below which a process could write files, and the one that holds a path.</summary>
internal static partial class MountPoints
{
    private const int TableLimit = 4 * 1024 * 1024;

    private static readonly ImmutableHashSet<string> WithoutFiles =
    [
        "proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue", "debugfs", "tracefs", "securityfs", "bpf", "pstore", "fusectl",
        "configfs", "nsfs", "binfmt_misc", "autofs", "efivarfs", "rpc_pipefs", "selinuxfs",
    ];

    /// <summary>
    /// Those that a process ("self" or a pid) sees and that are not read-only already; null when its root is no mount point (chroot),
    /// for then they do not cover all that it could write to. What lies below another comes after it: a mount that a later one hides
    /// cannot be changed, and is in no way writable once that one is read-only.
    /// </summary>
    public static ImmutableArray<string>? Writable(string process) => Parse(Table(process));

    /// <summary>The mount that holds a path whose links were followed, as a process sees it; null when it sees none.</summary>
    public static MountPoint? Holding(string process, string path) => Holding(Read(Table(process)), path);

    internal static ImmutableArray<string>? Parse(string mountInfo)
    {
        var mounts = Read(mountInfo).ToList();
        return mounts.Exists(m => m.Path == "/")
            ? [.. mounts.Where(m => !m.IsReadOnly && !WithoutFiles.Contains(m.FileSystem)).Select(m => m.Path).Distinct().OrderBy(p => p.Length)]
            : null;
    }

    /// <summary>The longest that begins the path; of several at one place the last, which covers the others.</summary>
    internal static MountPoint? Holding(IEnumerable<MountPoint> mounts, string path) => mounts
        .Where(m => m.Path == "/" || path == m.Path || path.StartsWith(m.Path + "/", StringComparison.Ordinal))
        .Aggregate((MountPoint?)null, (best, m) => best is null || m.Path.Length >= best.Path.Length ? m : best);

    internal static IEnumerable<MountPoint> Read(string mountInfo)
    {
        foreach (var line in mountInfo.Split('\n'))
        {
            // id parent major:minor root POINT OPTIONS optional... - TYPE source super-options
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-");
            if (dash >= 6 && dash + 1 < fields.Length)
            {
                var path = Octal().Replace(fields[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());
                yield return new MountPoint(path, fields[dash + 1], fields[5].Split(',').Contains("ro"));
            }
        }
    }

    private static string Table(string process) =>
        Encoding.UTF8.GetString(BoundedFile.Read($"/proc/{process}/mountinfo", TableLimit, out _, out _) ?? []);

    [GeneratedRegex(@"\\([0-7]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();
}

/// <summary>A mount.</summary>
/// <param name="Path">Where.</param>
/// <param name="FileSystem">ext4, tmpfs, ...</param>
/// <param name="IsReadOnly">There; its file system may be writable elsewhere.</param>
internal sealed record MountPoint(string Path, string FileSystem, bool IsReadOnly);
