using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a full accept queue: wake who should empty it, find what keeps it, add workers, and only then a longer queue.</summary>
internal static class BacklogOverflowRemedy
{
    private const int Wanted = 1024;
    private const string Most = "net.core.somaxconn";

    // Where each server is told the length of its queue, and how many work on it.
    private static readonly (string Word, string How)[] Servers =
    [
        ("gunicorn", "gunicorn: --workers, --backlog {0}"),
        ("uvicorn", "uvicorn: --workers, --backlog {0}"),
        ("uwsgi", "uWSGI: --processes, --listen {0}"),
        ("php-fpm", "the pool: pm.max_children, listen.backlog = {0}"),
        ("node", "Node: cluster, server.listen({{ port, backlog: {0} }})"),
    ];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Listener? full, Acceptor who) => who switch
    {
        { Stopped: true, Process: { } stopped } => [Wake(target, stopped)],
        { Process: { } process } => [Free(process), Lengthen(target, full, process)],
        _ => [Look(target)],
    };

    private static Remedy Wake(Target target, HostProcess stopped)
    {
        var all = string.Join(' ', target.AcceptorsOf().Where(p => p.State == 'T').Select(p => p.Pid));
        return new Remedy
        {
            Id = "continue-process",
            Title = $"Let {stopped.Name} (pid {stopped.Pid}) go on",
            Steps = [.. target.AcceptorsOf().Where(p => p.State == 'T').Select(Steps.Continue)],
            Commands = [$"kill -CONT {all}"],
            Risk = Risk.Low,
            Automatic = true,
            Verify = "the third field of its /proc/PID/stat is no longer T, and ss -lntx shows an empty queue",
            Undo = $"kill -STOP {all}",
        };
    }

    private static Remedy Free(HostProcess process) => new()
    {
        Id = "free-acceptor",
        Title = $"See what {process.Name} (pid {process.Pid}) does, and restart it when it hangs",
        Commands =
        [
            $"cat /proc/{process.Pid}/wchan; top -b -n 1 -H -p {process.Pid}",
            process.Container is { } container ? $"docker restart {container.ShortId()}" : process.Service() is { } unit ? $"systemctl restart {unit.Quoted()}" : $"tr '\\0' ' ' </proc/{process.Pid}/cmdline",
        ],
        // Whether it hangs or works hard, nobody but a person can say.
        Steps = process.Service() is { } service ? [Steps.Restart(service, reads: false)] : [],
        Risk = Risk.Medium,
        Verify = "ss -lntx shows an empty queue on its socket, and the failing request is answered",
        Undo = "a restart cannot be taken back",
    };

    private static Remedy Lengthen(Target target, Listener? full, HostProcess process)
    {
        var wanted = Math.Max(Wanted, 2 * (full?.Backlog ?? 0));
        var number = wanted.ToString(CultureInfo.InvariantCulture);
        var text = $"{process.Name} {process.Command}";
        var how = Servers.FirstOrDefault(s => text.Contains(s.Word, StringComparison.Ordinal)).How ?? "in the application: more workers, and listen() with {0}";
        var most = target.Scene.LongestBacklog?.Seen ?? 0;
        var file = Steps.SysctlFile(Most, number);
        var raises = most > 0 && most < wanted;
        // A socket gets its length when it is made, so what made it has to start anew. Where the kernel cut what was asked for, that is all that it takes.
        var pool = process.Container is null ? target.PoolOf() : null;
        var unit = pool is not null || Backlogs.Cut(target, full) is not null ? process.Service() : null;
        return new Remedy
        {
            Id = "raise-backlog",
            Title = $"Where it is only a peak: more workers and a longer queue ({string.Format(CultureInfo.InvariantCulture, how, number)})",
            HostFiles = unit is null ? [] : [.. raises ? [file] : ImmutableArray<HostFileEdit>.Empty, .. pool is null ? ImmutableArray<HostFileEdit>.Empty : [pool.Set("listen.backlog", number)]],
            Steps = unit is null ? [] : [.. raises ? Steps.Sysctl(Most, number, most.ToString(CultureInfo.InvariantCulture)) : [], Steps.Restart(unit, reads: true)],
            Commands = raises ? [$"sysctl -w {Most}={number}", .. file.Commands()] : [],
            Risk = Risk.Medium,
            Verify = "after its restart ss -lntx shows the longer queue in Send-Q, and Recv-Q stays below it",
            Undo = "put the old numbers back and restart the application",
        };
    }

    private static Remedy Look(Target target) => new()
    {
        Id = "find-acceptor",
        Title = $"Find the process that should accept on {target.Address}",
        Commands = [target.Address.Path is { } path ? $"ss -lxp src {path.Quoted()}" : $"ss -lntp 'sport = :{target.Address.Port}'"],
        Risk = Risk.None,
        Verify = "Recv-Q of its listener is 0",
        Undo = "nothing was changed",
    };
}
