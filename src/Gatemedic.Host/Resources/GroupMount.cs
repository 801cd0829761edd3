using System.Text;

namespace Gatemedic.Host;

/// <summary>Where the control groups of a controller are to be found: version 1 has a tree for each, version 2 one for all.</summary>
/// <param name="Point">Mount point.</param>
/// <param name="Root">The group that stands there: in a container not the topmost.</param>
/// <param name="IsUnified">Version 2.</param>
internal sealed record GroupMount(string Point, string Root, bool IsUnified)
{
    private const int TableLimit = 4 * 1024 * 1024;

    /// <summary>The mounts of a controller ("memory", "cpu"), version 1 first: where both are there, a controller lives in only one of them.</summary>
    public static IEnumerable<GroupMount> Of(ProcessTable table, string controller) =>
        Parse(Encoding.UTF8.GetString(BoundedFile.Read(table.OwnPath("mountinfo"), TableLimit, out _, out _) ?? []), controller);

    /// <summary>From /proc/self/mountinfo: ID PARENT DEVICE ROOT POINT OPTIONS TAGS... - TYPE SOURCE SUPEROPTIONS.</summary>
    internal static IEnumerable<GroupMount> Parse(string mountinfo, string controller) =>
        from line in mountinfo.Split('\n')
        let words = line.Split(' ')
        let dash = Array.IndexOf(words, "-")
        where dash > 5 && words.Length > dash + 3
        let isUnified = words[dash + 1] == "cgroup2"
        where isUnified || (words[dash + 1] == "cgroup" && words[dash + 3].Split(',').Contains(controller))
        orderby isUnified
        select new GroupMount(words[4], words[3], isUnified);

    /// <summary>The directory of a group; null where it lies outside of what is mounted here.</summary>
    public string? Directory(string group)
    {
        if (group.Split('/').Contains(".."))
        {
            return null;
        }

        return Root == "/" ? Point + group.TrimEnd('/')
            : group == Root || group.StartsWith(Root.TrimEnd('/') + "/", StringComparison.Ordinal) ? Point + group[Root.TrimEnd('/').Length..]
            : null;
    }
}
