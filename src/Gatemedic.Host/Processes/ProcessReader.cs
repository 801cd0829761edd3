using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Describes processes: those that own listeners, with their children, and nginx's own.</summary>
public static class ProcessReader
{
    private const int CommandLimit = 512;

    // The moment of the start is counted from that of boot, which is known to a fraction of a second.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);

    /// <summary>Those of <paramref name="pids"/> that still run, by process id.</summary>
    public static Section<ImmutableArray<HostProcess>> Read(ProcessTable table, IEnumerable<int> pids)
    {
        var budget = new DescriptorBudget();
        return Section.Seen<ImmutableArray<HostProcess>>(
            [.. pids.Distinct().Order().Select(table.Find).OfType<ProcessStat>().Select(stat => Describe(table, stat, budget))]);
    }

    /// <summary>These and their children: those that work for a server whose master alone listens. The children of systemd work for themselves.</summary>
    public static IEnumerable<int> WithChildren(ProcessTable table, IEnumerable<int> pids) =>
        pids.SelectMany(pid => pid == 1 || table.Find(pid) is not { Name: not "systemd" } ? [pid] : table.Children(pid).Prepend(pid));

    /// <summary>This very process still runs: its id has not passed on to one that started later.</summary>
    public static bool Runs(HostProcess process) =>
        ProcessTable.Read() is var table && table.Find(process.Pid) is { State: not ('Z' or 'X') } stat && (table.StartedAt(stat) - process.StartedAt).Duration() < SameStart;

    private static HostProcess Describe(ProcessTable table, ProcessStat stat, DescriptorBudget budget)
    {
        var status = table.Status(stat.Pid);
        var (unit, container) = table.Cgroup(stat.Pid);
        var command = Redaction.Command(table.Arguments(stat.Pid));
        return new HostProcess
        {
            Pid = stat.Pid,
            ParentPid = stat.ParentPid,
            Name = stat.Name,
            Command = command.Length <= CommandLimit ? command : command[..CommandLimit],
            User = status is null ? "" : table.Names.User(status.Uid),
            StartedAt = table.StartedAt(stat),
            Directory = table.Link(stat.Pid, "cwd"),
            State = stat.State,
            Unit = unit,
            Container = container,
            NetNs = table.Link(stat.Pid, "ns/net") ?? "",
            Resources = status is null ? null : Resources(table, stat.Pid, status, budget),
        };
    }

    private static ProcessResources Resources(ProcessTable table, int pid, ProcessStatus status, DescriptorBudget budget)
    {
        var (soft, hard) = table.FileLimits(pid);
        return new ProcessResources
        {
            OpenFiles = budget.Count(table.PathOf(pid, "fd")),
            FileLimit = soft,
            HardFileLimit = hard,
            ResidentBytes = status.ResidentBytes,
            SwappedBytes = status.SwappedBytes,
            ControlGroup = table.MemoryGroup(pid),
        };
    }
}
