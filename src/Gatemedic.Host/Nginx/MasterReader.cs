using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Finds every running nginx master, in containers and other namespaces too.</summary>
public sealed class MasterReader(BuildReader builds)
{
    private static readonly string[] Programs = ["nginx", "nginx-debug", "openresty", "angie", "freenginx", "tengine"];

    /// <summary>All masters by process id; blind only when /proc hides other users' processes and none of ours is one.</summary>
    public async Task<Section<ImmutableArray<NginxMaster>>> ReadAsync(ProcessTable table, CancellationToken cancellation)
    {
        var found = table.All.OrderBy(p => p.Pid).Where(p => IsMaster(table, p));
        var masters = await Task.WhenAll(found.Select(p => DescribeAsync(table, p, cancellation))).ConfigureAwait(false);
        return masters.Length == 0 && table.HidesOthers
            ? Section.Blind<ImmutableArray<NginxMaster>>("nginx processes", "/proc hides the processes of other users", "run as root")
            : Section.Seen<ImmutableArray<NginxMaster>>([.. masters]);
    }

    /// <summary>The workers that this master has now and that are not shutting down; empty when it is gone.</summary>
    public static ImmutableArray<int> WorkersNow(int master)
    {
        var table = ProcessTable.Read();
        return table.Find(master) is { } stat && IsMaster(table, stat) ? [.. WorkersOf(table, stat).Select(w => w.Pid)] : [];
    }

    private static bool IsMaster(ProcessTable table, ProcessStat stat)
    {
        if (stat.State is 'Z' or 'X' || !IsNginx(table, stat))
        {
            return false;
        }

        var arguments = table.Arguments(stat.Pid);
        var title = arguments.FirstOrDefault() ?? "";

        // After a binary upgrade the new master is a child of the old one, so the title decides before the parent does. A worker that
        // was forked a moment ago bears its master's title until it sets its own (ngx_worker_process_init comes first).
        if (CommandLine.IsMasterTitle(title))
        {
            return !(stat.IsFork && table.Find(stat.ParentPid) is { } forked && IsNginx(table, forked) && CommandLine.IsMasterTitle(table.Arguments(forked.Pid).FirstOrDefault() ?? ""));
        }

        // No title: master_process off, a title not yet or otherwise set. Workers are children; nginx -t and its like are errands.
        return !title.StartsWith("nginx: ", StringComparison.Ordinal)
            && !(table.Find(stat.ParentPid) is { } parent && IsNginx(table, parent))
            && !CommandLine.Parse(arguments).IsErrand;
    }

    private static bool IsNginx(ProcessTable table, ProcessStat stat)
    {
        // The name is that of the binary, whatever the title says, and costs nothing to look at. A script may bear it too, which the
        // link shows, where we may see it: it names the interpreter. After an upgrade it may read nginx.old.
        return Programs.Contains(stat.Name)
            && (table.Link(stat.Pid, "exe") is not { } exe || Programs.Any(p => Path.GetFileName(exe).StartsWith(p, StringComparison.Ordinal)));
    }

    private async Task<NginxMaster> DescribeAsync(ProcessTable table, ProcessStat stat, CancellationToken cancellation)
    {
        var arguments = table.Arguments(stat.Pid);
        var title = arguments.FirstOrDefault() ?? "";
        var line = CommandLine.IsMasterTitle(title) ? CommandLine.ParseTitle(title) : CommandLine.Parse(arguments);
        var (unit, container) = table.Cgroup(stat.Pid);
        var root = RootOf(table, stat.Pid, container);
        var link = table.Link(stat.Pid, "exe");
        var exe = link is null ? Guess(CommandLine.TitleProgram(title)) : WithoutDeleted(link);

        // The link in /proc leads to the very binary that runs, even when it was deleted or lies in a container.
        var build = await builds.ReadAsync(link is null ? Path.Join(root, exe) : table.PathOf(stat.Pid, "exe"), exe, cancellation).ConfigureAwait(false);
        var (prefix, conf) = Paths(line, build.Seen, table.Link(stat.Pid, "cwd"));
        var workers = WorkersOf(table, stat);
        var isOurNetwork = NetNamespace.IsOurs(table, stat.Pid);
        return new NginxMaster
        {
            Pid = stat.Pid,
            Exe = exe,
            Version = build.IsSeen ? Section.Seen(build.Seen.Version) : new Section<string> { Blind = build.Blind },
            ConfPath = conf,
            Prefix = prefix,
            GlobalDirectives = line.Globals,
            Workers = [.. workers.Select(w => w.Pid)],
            Retiring = ChildrenTitled(table, stat, isRetiring: true).Select(w => w.Pid).Order().ToImmutableArray() is { IsEmpty: false } retiring ? retiring : null,
            WorkerUser = UserOf(table, workers, root),
            StartedAt = table.StartedAt(stat),
            // A worker that died is replaced by a younger one without a reload; the oldest tells when this configuration was loaded.
            LoadedAt = workers.IsEmpty ? null : table.StartedAt(workers.MinBy(w => w.StartTicks)!),
            NetNs = NetNamespace.Of(table, stat.Pid),
            SharesOurNetwork = isOurNetwork,
            Addresses = isOurNetwork ? null : AddressReader.Read(table, stat.Pid),
            Root = root,
            NameServers = NameServerReader.Read(root) is { IsEmpty: false } servers ? servers : null,
            Unit = unit,
            Container = container,
        };
    }

    /// <summary>Where -c and -p lead (ngx_process_options): a relative -c starts at the prefix, a relative -p at the working directory.</summary>
    internal static (string Prefix, string Conf) Paths(CommandLine line, NginxBuild? build, string? directory)
    {
        var prefix = line.Prefix is { } given ? Path.Combine(directory ?? "/", given) : build?.Prefix ?? "/etc/nginx";
        prefix = prefix.Length > 1 ? prefix.TrimEnd('/') : prefix;
        return (prefix, Path.Combine(prefix, line.Conf ?? build?.CompiledConfPath ?? "/etc/nginx/nginx.conf"));
    }

    private static ImmutableArray<ProcessStat> WorkersOf(ProcessTable table, ProcessStat master)
    {
        // With "master_process off" the one process serves itself.
        return !ChildrenOf(table, master).Any() && !CommandLine.IsMasterTitle(table.Arguments(master.Pid).FirstOrDefault() ?? "")
            ? [master]
            : [.. ChildrenTitled(table, master, isRetiring: false).OrderBy(w => w.Pid)];
    }

    /// <summary>The workers that shut down, or those that do not.</summary>
    private static IEnumerable<ProcessStat> ChildrenTitled(ProcessTable table, ProcessStat master, bool isRetiring) =>
        ChildrenOf(table, master).Where(c => table.Arguments(c.Pid).FirstOrDefault() is { } title
            && title.StartsWith("nginx: worker process", StringComparison.Ordinal)
            && title.Contains("is shutting down", StringComparison.Ordinal) == isRetiring);

    private static IEnumerable<ProcessStat> ChildrenOf(ProcessTable table, ProcessStat master) =>
        table.Children(master.Pid).Select(table.Find).OfType<ProcessStat>().Where(c => c.State is not ('Z' or 'X'));

    private static Section<UserIdentity> UserOf(ProcessTable table, ImmutableArray<ProcessStat> workers, string root)
    {
        if (workers.IsEmpty || table.Status(workers[0].Pid) is not { } status)
        {
            return Section.Blind<UserIdentity>("user of the nginx workers", "no worker process runs");
        }

        var names = root == "/" ? table.Names : UserNames.Read(root);
        return Section.Seen(new UserIdentity(names.User(status.Uid), status.Uid, status.Gid, status.Groups));
    }

    /// <summary>Root of a process's file system as we reach it: "/" where it is ours, else /proc/PID/root.</summary>
    internal static string RootOf(ProcessTable table, int pid, string? container)
    {
        var theirs = table.PathOf(pid, "root");
        if (table.Link(pid, "ns/mnt") is { } mounts)
        {
            return mounts == table.OwnMounts && table.Link(pid, "root") is "/" ? "/" : theirs;
        }

        // Not permitted to see. A service with a private /tmp differs from us in little; a container in everything.
        var isContained = table.Status(pid) is { IsNested: true } || (container is not null && container != table.OwnContainer);
        return isContained ? theirs : "/";
    }

    private static string Guess(string program) =>
        program.StartsWith('/') ? program : "/usr/sbin/" + (program.Length > 0 && !program.Contains('/') ? program : "nginx");

    private static string WithoutDeleted(string exe) => exe.EndsWith(" (deleted)", StringComparison.Ordinal) ? exe[..^10] : exe;
}
