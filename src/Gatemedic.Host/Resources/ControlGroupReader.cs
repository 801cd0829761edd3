using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads memory and processor limits of control groups, of version 1 and 2.</summary>
public static class ControlGroupReader
{
    private const int MostGroups = 200;
    private const int FileLimit = 64 * 1024;

    // As long as the look at the machine's swapping.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const double NearlyFull = 0.9;

    /// <summary>The groups of these processes, and of these units while they have one; the topmost group has no limits and is left out.</summary>
    public static async Task<Section<ImmutableArray<ControlGroup>>> ReadAsync(
        ProcessTable table, IEnumerable<int> pids, IEnumerable<ServiceUnit> units, CancellationToken cancellation)
    {
        var memory = GroupMount.Of(table, "memory").ToList();
        var processor = GroupMount.Of(table, "cpu").ToList();
        var troubled = units.Where(u => u.ActiveState is "failed" or "activating" || u.Restarts > 0).Select(u => $"/system.slice/{u.Name}");
        var paths = pids.Select(pid => GroupOf(table.CgroupText(pid), "memory")).OfType<string>().Concat(troubled).Distinct().Where(g => g != "/").Take(MostGroups);
        var groups = new List<ControlGroup>();
        var full = new List<(int Index, string Place, long Before)>();
        foreach (var path in paths)
        {
            var place = Find(memory, path, "memory.stat");
            if (Read(path, place, Find(processor, path, "cpu.stat")) is not { } group)
            {
                continue;
            }

            if (place is var (directory, _) && (group.MemoryHigh ?? group.MemoryLimit) is { } bound && group.MemoryBytes >= bound * NearlyFull)
            {
                full.Add((groups.Count, directory, Refaults(directory)));
            }

            groups.Add(group);
        }

        if (full.Count > 0)
        {
            var start = Stopwatch.GetTimestamp();
            await Task.Delay(Look, cancellation).ConfigureAwait(false);
            foreach (var (index, place, before) in full)
            {
                groups[index] = groups[index] with { RefaultsPerSecond = Math.Max(0, Refaults(place) - before) / Stopwatch.GetElapsedTime(start).TotalSeconds };
            }
        }

        return Section.Seen<ImmutableArray<ControlGroup>>([.. groups]);
    }

    /// <summary>Version 1 counts below a group under names of their own; kernels before 5.9 do not divide by kind.</summary>
    private static long Refaults(string place) =>
        Fields($"{place}/memory.stat").Where(f => f.Key is "workingset_refault_file" or "workingset_refault_anon" or "workingset_refault").Sum(f => f.Value);

    /// <summary>The group that limits a controller, from /proc/PID/cgroup: the controller's own tree, or else the one of version 2.</summary>
    internal static string? GroupOf(string text, string controller)
    {
        var lines = text.Split('\n').Select(l => l.Split(':', 3)).Where(p => p.Length == 3).ToList();
        return (lines.FirstOrDefault(p => p[1].Split(',').Contains(controller)) ?? lines.FirstOrDefault(p => p[0] == "0" && p[1].Length == 0))?[2];
    }

    /// <summary>The directory that has the controller's files.</summary>
    private static (string Path, bool IsUnified)? Find(List<GroupMount> mounts, string group, string file) =>
        mounts.Select(m => (Path: m.Directory(group), m.IsUnified)).Where(d => d.Path is not null && FileFacts.TryRead($"{d.Path}/{file}", follow: true, out _, out _))
            .Select(d => ((string Path, bool IsUnified)?)(d.Path!, d.IsUnified)).FirstOrDefault();

    private static ControlGroup? Read(string group, (string Path, bool IsUnified)? memory, (string Path, bool IsUnified)? processor)
    {
        if (memory is null && processor is null)
        {
            return null;
        }

        var time = processor is var (path, _) ? Fields($"{path}/cpu.stat") : [];
        var periods = Known(time, "nr_periods") is > 0 and var number ? number : (long?)null;
        var found = new ControlGroup { Path = group, Periods = periods, ThrottledPeriods = periods is null ? null : Known(time, "nr_throttled") };
        if (memory is not var (place, isUnified))
        {
            return found;
        }

        var events = isUnified ? Fields($"{place}/memory.events") : Fields($"{place}/memory.oom_control");
        return found with
        {
            MemoryBytes = Number(isUnified ? $"{place}/memory.current" : $"{place}/memory.usage_in_bytes"),
            MemoryLimit = Number(isUnified ? $"{place}/memory.max" : $"{place}/memory.limit_in_bytes"),
            MemoryHigh = isUnified ? Number($"{place}/memory.high") : null,
            HighEvents = Known(events, "high"),
            LimitHits = isUnified ? Known(events, "max") : Number($"{place}/memory.failcnt"),
            OomKills = Known(events, "oom_kill"),
        };
    }

    // "max", and what version 1 writes for it (the largest number that is a whole page), is no limit.
    private static long? Number(string path) =>
        long.TryParse(Text(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 62 ? number : null;

    /// <summary>Lines of a name and a number.</summary>
    private static Dictionary<string, long> Fields(string path)
    {
        var fields = new Dictionary<string, long>();
        foreach (var line in Text(path).Split('\n'))
        {
            if (line.Split(' ') is [var name, var value] && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                fields[name] = number;
            }
        }

        return fields;
    }

    private static long? Known(Dictionary<string, long> fields, string name) => fields.TryGetValue(name, out var number) ? number : null;

    private static string Text(string path) => Encoding.UTF8.GetString(BoundedFile.Read(path, FileLimit, out _, out _) ?? []);
}
