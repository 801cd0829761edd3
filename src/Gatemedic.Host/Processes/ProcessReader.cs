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

    /// <summary>
    /// The id of this process now: its own where it still runs, else that of the one process with the same command and user that took its place
    /// (PHP-FPM forks anew when it is told to reload in the background). Null where there is none, or several.
    /// </summary>
    /// <param name="process">As it was seen.</param>
    /// <param name="orSuccessor">Another one may have taken its place.</param>
    public static int? PidNow(HostProcess process, bool orSuccessor)
    {
        var table = ProcessTable.Read();
        if (table.Find(process.Pid) is { State: not ('Z' or 'X') } stat && (table.StartedAt(stat) - process.StartedAt).Duration() < SameStart)
        {
            return process.Pid;
        }

        var alike = orSuccessor
            ? table.All.Where(p => p.Name == process.Name && p.State is not ('Z' or 'X') && Command(table, p.Pid) == process.Command && User(table, p.Pid) == process.User).Take(2).ToList()
            : [];
        return alike is [var one] ? one.Pid : null;
    }

    private static string Command(ProcessTable table, int pid) => Redaction.Command(table.Arguments(pid)) is var command && command.Length <= CommandLimit ? command : command[..CommandLimit];

    private static string User(ProcessTable table, int pid) => table.Status(pid) is { } status ? table.Names.User(status.Uid) : "";

    private static HostProcess Describe(ProcessTable table, ProcessStat stat, DescriptorBudget budget)
    {
        var status = table.Status(stat.Pid);
        var (unit, container) = table.Cgroup(stat.Pid);
        return new HostProcess
        {
            Pid = stat.Pid,
            ParentPid = stat.ParentPid,
            Name = stat.Name,
            Command = Command(table, stat.Pid),
            User = User(table, stat.Pid),
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
