using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the pools of every running PHP-FPM, in containers too: the master's title names its configuration.</summary>
public static partial class FpmPoolReader
{
    /// <summary>All pools by master and order; blind when a master runs and none of the configurations can be read.</summary>
    public static Section<ImmutableArray<FpmPool>> Read(ProcessTable table)
    {
        var found = (
            from stat in table.All
            where stat.Name.StartsWith("php-fpm", StringComparison.Ordinal)
            let title = Title().Match(table.Arguments(stat.Pid).FirstOrDefault() ?? "")
            where title.Success
            orderby stat.Pid
            select Of(table, stat.Pid, title.Groups[1].Value)).ToList();
        return found.Count > 0 && found.TrueForAll(f => !f.IsSeen)
            ? found[0]
            : Section.Seen<ImmutableArray<FpmPool>>([.. found.SelectMany(f => f.Or([]))]);
    }

    private static Section<ImmutableArray<FpmPool>> Of(ProcessTable table, int pid, string conf)
    {
        var root = MasterReader.RootOf(table, pid, table.Cgroup(pid).Container);
        var read = FpmConfigParser.Parse(new DiskConfigFiles(root), Path.Combine(table.Link(pid, "cwd") ?? "/", conf));
        return read.IsSeen
            ? Section.Seen<ImmutableArray<FpmPool>>([.. read.Seen.Select(p => p with { MasterPid = pid, NetNs = NetNamespace.Of(table, pid) })])
            : read;
    }

    [GeneratedRegex(@"^php-fpm: master process \((.+)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
