using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>What the tests of hosts that run out of something put on a staged host.</summary>
internal static class CapacityStages
{
    public const string FpmSocket = "/run/php/php8.2-fpm.sock";
    public const string PoolFile = "/etc/php/8.2/fpm/pool.d/www.conf";
    public const int FpmMaster = 900;

    /// <summary>A PHP-FPM pool of which so many children run, with so many requests waiting on its socket.</summary>
    public static Staged Pool(this Staged staged, int children, int limit, int waiting, string listen = FpmSocket, char state = 'S', int startedMinutesAgo = 600, params (string Name, string Value)[] more)
    {
        staged.App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", listen, Protocol.FastCgi, pid: FpmMaster, startedMinutesAgo: startedMinutesAgo, unit: "php8.2-fpm.service");
        var pids = Enumerable.Range(FpmMaster + 1, children).ToImmutableArray();
        foreach (var pid in pids)
        {
            staged.Process("php-fpm: pool www", pid, startedMinutesAgo: startedMinutesAgo, unit: "php8.2-fpm.service");
        }

        FpmSetting[] settings = [new("listen", listen, PoolFile, 36), new("pm", "dynamic", PoolFile, 100), new("pm.max_children", limit.ToString(CultureInfo.InvariantCulture), PoolFile, 122), .. more.Select(m => new FpmSetting(m.Name, m.Value, PoolFile, 200))];
        return staged
            .Holds(pids, p => p with { Name = "php-fpm8.2", ParentPid = FpmMaster, State = state, Resources = new ProcessResources { ResidentBytes = 42L << 20, OpenFiles = 12, FileLimit = 1024 } })
            .Queue(listen, waiting, 511, [FpmMaster, .. pids])
            .With(s => s with
            {
                Pools = Section.Seen<ImmutableArray<FpmPool>>([new FpmPool { Name = "www", File = PoolFile, Line = 4, MasterPid = FpmMaster, NetNs = Staged.Net, Settings = [.. settings] }]),
            });
    }

    /// <summary>Changes processes that are there.</summary>
    public static Staged Holds(this Staged staged, ImmutableArray<int> pids, Func<HostProcess, HostProcess> change) => staged.With(s => s with
    {
        Processes = Section.Seen<ImmutableArray<HostProcess>>([.. s.Processes.Seen.Select(p => pids.Contains(p.Pid) ? change(p) : p)]),
    });

    /// <summary>Sets how many files a process has open of those that it may.</summary>
    public static Staged Files(this Staged staged, int pid, int open, long limit) =>
        staged.Holds([pid], p => p with { Resources = new ProcessResources { OpenFiles = open, FileLimit = limit, HardFileLimit = 524_288, ResidentBytes = 80L << 20 } });

    /// <summary>Sets the accept queue of a listener, and who holds it.</summary>
    public static Staged Queue(this Staged staged, string on, int waiting, int backlog, params int[] pids) => staged.With(s => s with
    {
        Listeners = Section.Seen<ImmutableArray<Listener>>(
            [.. s.Listeners.Seen.Select(l => (l.Path ?? l.ToString()) == on ? l with { Queue = waiting, Backlog = backlog, Pids = pids.Length == 0 ? l.Pids : [.. pids] } : l)]),
    });

    /// <summary>Memory of the host.</summary>
    public static Staged Memory(this Staged staged, long availableMegabytes) => staged.With(s => s with
    {
        Machine = Section.Seen(new MachineResources { MemoryBytes = 4096L << 20, AvailableBytes = availableMegabytes << 20, OpenFiles = 2016, FileMax = 400_000, Processors = 2 }),
    });

    /// <summary>A worker of nginx with so many files open of those that it may.</summary>
    public static Staged Worker(this Staged staged, int open, long limit) =>
        staged.Process("nginx: master process /usr/sbin/nginx", 811, user: "root").Process("nginx: worker process", 812).Files(812, open, limit);

    /// <summary>A line in another program's log.</summary>
    public static Staged Witnessed(this Staged staged, string source, WitnessGroup group, params int[] pids) => staged.With(s => s with
    {
        Witnesses = Section.Seen<ImmutableArray<WitnessLog>>([.. (s.Witnesses?.Seen ?? default).OrEmpty(), new WitnessLog { Source = source, Origin = WitnessOrigin.File, Pids = [.. pids], Groups = [group] }]),
    });

    /// <summary>A group of one line.</summary>
    public static WitnessGroup Line(string program, string signature, string message, int minutesAgo, params (string Name, string Value)[] fields)
    {
        var time = Staged.Now.AddMinutes(-minutesAgo);
        return new WitnessGroup
        {
            Program = program,
            Signature = signature,
            Count = 1,
            First = time,
            Last = time,
            Samples =
            [
                new WitnessEvent
                {
                    Program = program, Signature = signature, Time = time, Message = message, Source = $"{program}.log:7", Line = message,
                    Fields = fields.ToImmutableSortedDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
                },
            ],
        };
    }

    public static WitnessGroup LimitReached(int limit, int minutesAgo) => Line(
        "php-fpm", "fpm-max-children", $"[pool www] server reached pm.max_children setting ({limit}), consider raising it", minutesAgo, ("pool", "www"), ("limit", limit.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A file system that holds a path.</summary>
    public static Staged Room(this Staged staged, string path, string mount, long freeBytes, long totalBytes, long freeInodes = 100_000, bool? mayWrite = true, string? obstacle = null)
    {
        staged.Witness.Spaces[path] = new SpaceFacts
        {
            Exists = true, Directory = path, MountPoint = mount, FileSystem = "ext4", FreeBytes = freeBytes, TotalBytes = totalBytes, FreeInodes = freeInodes, TotalInodes = 131_072,
            WorkerMayWrite = mayWrite, Obstacle = obstacle,
        };
        return staged;
    }

    /// <summary>Debian's compiled-in directories for temporary files.</summary>
    public static Staged DebianPaths(this Staged staged) => staged.With(s => s with
    {
        Instances = [.. s.Instances.Select(i => i with
        {
            TempPaths = [.. ((string[])["proxy", "fastcgi", "uwsgi", "scgi"]).Select(n => new CompiledPath($"{n}_temp_path", $"/var/lib/nginx/{n}")), new CompiledPath("client_body_temp_path", "/var/lib/nginx/body")],
        })],
    });

    /// <summary>A probe that is turned away by a full queue.</summary>
    public static ProbeResult QueueFull() => StagedWitness.Failed(ProbeOutcome.QueueFull, 11, "resource temporarily unavailable");

    /// <summary>A probe that never connects.</summary>
    public static ProbeResult Unanswered() => StagedWitness.Failed(ProbeOutcome.TimedOut, 110, "connection timed out");
}
