using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Describes processes: those that own listeners, and nginx's own.</summary>
public static class ProcessReader
{
    private const int CommandLimit = 512;

    /// <summary>Those of <paramref name="pids"/> that still run, by process id.</summary>
    public static Section<ImmutableArray<HostProcess>> Read(ProcessTable table, IEnumerable<int> pids) =>
        Section.Seen<ImmutableArray<HostProcess>>(
            [.. pids.Distinct().Order().Select(table.Find).OfType<ProcessStat>().Select(stat => Describe(table, stat))]);

    private static HostProcess Describe(ProcessTable table, ProcessStat stat)
    {
        var (unit, container) = table.Cgroup(stat.Pid);
        var command = Redaction.Command(table.Arguments(stat.Pid));
        return new HostProcess
        {
            Pid = stat.Pid,
            ParentPid = stat.ParentPid,
            Name = stat.Name,
            Command = command.Length <= CommandLimit ? command : command[..CommandLimit],
            User = table.Status(stat.Pid) is { } status ? table.Names.User(status.Uid) : "",
            StartedAt = table.StartedAt(stat),
            Directory = table.Link(stat.Pid, "cwd"),
            State = stat.State,
            Unit = unit,
            Container = container,
            NetNs = table.Link(stat.Pid, "ns/net") ?? "",
        };
    }
}
