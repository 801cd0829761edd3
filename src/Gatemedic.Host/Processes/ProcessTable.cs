using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Host;

/// <summary>The processes of this host at one moment; further files of a process are read when they are asked for.</summary>
public sealed class ProcessTable
{
    private const int FileLimit = 64 * 1024;
    private readonly string proc;
    private readonly Dictionary<int, ProcessStat> processes;
    private readonly ILookup<int, int> children;
    private readonly BootClock clock;
    private readonly Lazy<string?> ownContainer;

    private ProcessTable(string proc, IEnumerable<ProcessStat> processes, BootClock clock)
    {
        this.proc = proc;
        this.processes = processes.ToDictionary(p => p.Pid);
        this.clock = clock;
        ownContainer = new Lazy<string?>(() => CgroupParser.Parse(Text(OwnPath("cgroup"))).Container);
        children = this.processes.Values.ToLookup(p => p.ParentPid, p => p.Pid);
    }

    internal IEnumerable<ProcessStat> All => processes.Values;

    internal UserNames Names { get; } = UserNames.Read();

    /// <summary>Our own network namespace id, "net:[4026531840]".</summary>
    internal string OwnNetNs => Links.Read($"{proc}/self/ns/net") ?? "";

    /// <summary>Our own mount namespace id.</summary>
    internal string OwnMounts => Links.Read($"{proc}/self/ns/mnt") ?? "";

    /// <summary>The container that we run in, or null.</summary>
    internal string? OwnContainer => ownContainer.Value;

    /// <summary>/proc shows us only our own processes (hidepid).</summary>
    internal bool HidesOthers => !processes.ContainsKey(1);

    /// <summary>Takes the table of this host.</summary>
    public static ProcessTable Read() => Read("/proc", BootClock.Read());

    internal static ProcessTable Read(string proc, BootClock clock)
    {
        var found = new List<ProcessStat>();
        try
        {
            foreach (var directory in Directory.EnumerateDirectories(proc))
            {
                if (char.IsAsciiDigit(Path.GetFileName(directory.AsSpan())[0])
                    && ProcessStat.Parse(Text($"{directory}/stat")) is { } stat)
                {
                    found.Add(stat);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc: the table is empty, which each reader reports in its own words.
        }

        return new ProcessTable(proc, found.DistinctBy(p => p.Pid), clock);
    }

    internal ProcessStat? Find(int pid) => processes.GetValueOrDefault(pid);

    internal IEnumerable<int> Children(int pid) => children[pid];

    internal DateTimeOffset StartedAt(ProcessStat stat) => clock.At(stat.StartTicks);

    /// <summary>Path of a file about ourselves.</summary>
    internal string OwnPath(string name) => $"{proc}/self/{name}";

    /// <summary>Path of a file of the process.</summary>
    internal string PathOf(int pid, string name) => $"{proc}/{pid}/{name}";

    /// <summary>Target of a link of the process (exe, cwd, root, ns/net); null when not permitted.</summary>
    internal string? Link(int pid, string name) => Links.Read(PathOf(pid, name));

    /// <summary>The argument vector; a process that set its title has the title as its only element.</summary>
    internal ImmutableArray<string> Arguments(int pid)
    {
        var text = Text(PathOf(pid, "cmdline")).TrimEnd('\0');
        return text.Length == 0 ? [] : [.. text.Split('\0')];
    }

    internal ProcessStatus? Status(int pid) => ProcessStatus.Parse(Text(PathOf(pid, "status")));

    /// <summary>Its unit, and the container that it lives in: none where that is our own, in which docker and the like are not at hand.</summary>
    internal (string? Unit, string? Container) Cgroup(int pid) => CgroupParser.Parse(CgroupText(pid), OwnContainer);

    /// <summary>Its control groups, a line for each tree.</summary>
    internal string CgroupText(int pid) => Text(PathOf(pid, "cgroup"));

    private static string Text(string path) => Encoding.UTF8.GetString(BoundedFile.Read(path, FileLimit, out _, out _) ?? []);
}
