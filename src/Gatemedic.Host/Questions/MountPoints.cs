using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Host;

/// <summary>Finds the mount points below which a process could write files.</summary>
internal static partial class MountPoints
{
    private static readonly ImmutableHashSet<string> WithoutFiles =
    [
        "proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue", "debugfs", "tracefs", "securityfs", "bpf", "pstore", "fusectl",
        "configfs", "nsfs", "binfmt_misc", "autofs", "efivarfs", "rpc_pipefs", "selinuxfs",
    ];

    /// <summary>
    /// Those that a process ("self" or a pid) sees and that are not read-only already; null when its root is no mount point (chroot),
    /// for then they do not cover all that it could write to.
    /// </summary>
    public static ImmutableArray<string>? Writable(string process) =>
        Parse(Encoding.UTF8.GetString(BoundedFile.Read($"/proc/{process}/mountinfo", 4 * 1024 * 1024, out _, out _) ?? []));

    internal static ImmutableArray<string>? Parse(string mountInfo)
    {
        var points = new HashSet<string>();
        var hasRoot = false;
        foreach (var line in mountInfo.Split('\n'))
        {
            // id parent major:minor root POINT OPTIONS optional... - TYPE source super-options
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-");
            if (dash < 6 || dash + 1 >= fields.Length)
            {
                continue;
            }

            hasRoot |= fields[4] == "/";
            if (!WithoutFiles.Contains(fields[dash + 1]) && !fields[5].Split(',').Contains("ro"))
            {
                points.Add(Octal().Replace(fields[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString()));
            }
        }

        return hasRoot ? [.. points] : null;
    }

    [GeneratedRegex(@"\\([0-7]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();
}
