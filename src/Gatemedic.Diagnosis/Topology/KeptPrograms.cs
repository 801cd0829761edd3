using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Gatemedic.Diagnosis;

/// <summary>Finds what keeps the application of a target running, or fails to.</summary>
public static class KeptPrograms
{
    // Of what was restarted earlier nobody can say that it is still dying.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);
    private const int FewRestarts = 2;
    private const int Kill = 9;

    // Asked by several rooms in each round, and every service is weighed against every peer.
    private static readonly ConditionalWeakTable<Target, StrongBox<ImmutableArray<KeptProgram>>> Known = [];

    /// <summary>Those that are down, in a loop, or killed for memory, the most surely tied first; of equals the worst.</summary>
    public static ImmutableArray<KeptProgram> KeptInTrouble(this Target target) =>
        Known.GetValue(target, t => new StrongBox<ImmutableArray<KeptProgram>>(Find(t))).Value;

    private static ImmutableArray<KeptProgram> Find(Target target)
    {
        // What runs on another host, and in a container beside nginx, is not seen.
        var now = target.Scene.Clock.Now;
        var isHere = target.Scene.MasterOf(target.Instance) is not { IsContained: true } && target.Endpoints.Any(target.IsLocal);
        var own = isHere ? Units(target, now).Concat(Managed(target, now)) : [];
        var all = own.Concat(Containers(target, now)).Where(k => k.IsDown || k.Loops).ToList();
        return [.. all
            .Where(k => k.Tie.Weight == all.Max(other => other.Tie.Weight))
            .OrderByDescending(k => k.IsOomKilled)
            .ThenByDescending(k => k.Loops)
            .ThenByDescending(k => k.IsCrashed)
            .ThenBy(k => k.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<KeptProgram> Units(Target target, DateTimeOffset now) =>
        from unit in target.Scene.Units.Seen.OrEmpty()
        let down = DownUnits.IsDown(unit)
        where down || unit.Restarts > FewRestarts
        where unit.Name != "nginx.service" && unit.Type != "oneshot"
        let tie = DownUnits.TieOf(target, unit)
        where tie is not null
        select Of(new DownUnit(unit, tie), down, target.Scene);

    private static KeptProgram Of(DownUnit down, bool isDown, Scene scene)
    {
        var (unit, now) = (down.Unit, scene.Clock.Now);
        var isGivenUp = unit.ActiveState == "failed" && (unit.Restarts > 0 || unit.Result == "start-limit-hit");
        var dies = isDown ? isGivenUp || unit is { ActiveState: "activating", Restarts: >= FewRestarts } : unit.Restarts > FewRestarts && now - unit.ChangedAt < Fresh;
        return new KeptProgram
        {
            Name = unit.Name,
            Tie = down.Tie,
            Text = unit.Restarts > 0 ? $"{down.Text} after {unit.Restarts} automatic restart{(unit.Restarts == 1 ? "" : "s")}" : down.Text,
            Kind = EvidenceKind.Service,
            Source = $"systemctl status {unit.Name}",
            IsDown = isDown,
            IsCrashed = unit.ActiveState is "failed" or "activating",
            Loops = dies,
            IsGivenUp = isGivenUp,
            IsOomKilled = unit.Result == "oom-kill" || (unit is { Result: "signal", ExitStatus: Kill } && IsInKernelsLog(scene, unit)),
            MemoryLimit = unit.MemoryMax,
            Restarts = unit.Restarts,
            ChangedAt = unit.ChangedAt,
            StartSteps = down.StartSteps,
            LookCommand = $"journalctl -u {unit.Name} -n 50 --no-pager",
            IsEnabled = unit.FileState switch { "enabled" => true, "disabled" => false, _ => null },
        };
    }

    /// <summary>With control groups of version 1 systemd does not hear why it got SIGKILL; the kernel's log names the group at the same moment.</summary>
    private static bool IsInKernelsLog(Scene scene, ServiceUnit unit) => (scene.Witnesses?.Seen ?? default).OrEmpty()
        .SelectMany(w => w.Groups.OrEmpty()).Where(g => g.Signature == "kernel-oom").SelectMany(g => g.Samples)
        .Any(e => (e.Time - unit.ChangedAt)?.Duration() < Moment && e.Fields.GetValueOrDefault("head", "").EndsWith("/" + unit.Name, StringComparison.Ordinal));

    private static IEnumerable<KeptProgram> Managed(Target target, DateTimeOffset now) =>
        from program in (target.Scene.Programs?.Seen ?? default).OrEmpty()
        let tie = DownUnits.TieOf(target, program.Name, $"{program.Command} {program.Directory}", null, isSure: program.State is "FATAL" or "BACKOFF" or "errored")
        where tie is not null
        select program.Manager == "supervisor" ? OfSupervisor(program, tie, Deaths(target.Scene, program.Name, now)) : OfPm2(program, tie, now);

    /// <summary>How often supervisor's log tells of its end, where that goes on; what lives longer than startsecs is no BACKOFF, however often it dies.</summary>
    private static int Deaths(Scene scene, string program, DateTimeOffset now) => (int)Math.Min(int.MaxValue, (scene.Witnesses?.Seen ?? default).OrEmpty().SelectMany(w => w.Groups.OrEmpty())
        .Where(g => g.Signature is "supervisor-exited" or "supervisor-killed" && g.Unit == program.Split(':')[^1] && now - g.Last < Fresh)
        .Sum(g => g.Count));

    private static KeptProgram OfSupervisor(ManagedProgram program, Tie tie, int deaths) => new()
    {
        Name = program.Name,
        Tie = tie,
        Text = $"supervisor's program {program.Name} is {program.State}{(program.Text.Length > 0 ? $" ({program.Text})" : "")}{(deaths > 1 ? $" and ended {deaths} times" : "")}",
        Kind = EvidenceKind.Service,
        Source = $"supervisorctl status {program.Name.Quoted()}",
        IsDown = program.State is not ("RUNNING" or "STOPPING"),
        IsCrashed = program.State is "FATAL" or "BACKOFF" || (program.State == "EXITED" && program.ExitStatus is not (null or 0)),
        Loops = program.State is "FATAL" or "BACKOFF" || (deaths > FewRestarts && program.State != "STOPPED"),
        IsGivenUp = program.State == "FATAL",
        Restarts = deaths > FewRestarts ? deaths : null,
        ChangedAt = program.ChangedAt,
        StartSteps = Managed(program, "supervisorctl"),
        LookCommand = $"supervisorctl tail {program.Name.Quoted()} stderr",
    };

    private static KeptProgram OfPm2(ManagedProgram program, Tie tie, DateTimeOffset now)
    {
        // Whoever runs it has a PM2 of his own.
        string[] own = program.User is null or "root" ? ["pm2"] : ["runuser", "-u", program.User, "--", "pm2"];
        var pm2 = HostCommand.Of(own).ToString();
        var isDown = program.State is not ("online" or "launching" or "one-launch-status");
        return new KeptProgram
        {
            Name = program.Name,
            Tie = tie,
            Text = $"PM2's program {program.Name} is {program.State}{(program.Restarts > 0 ? $" after {program.Restarts} restarts" : "")}{(program.ExitStatus is > 0 and var status ? $", exit status {status}" : "")}",
            Kind = EvidenceKind.Service,
            Source = $"{pm2} describe {program.Name.Quoted()}",
            IsDown = isDown,
            IsCrashed = program.State == "errored",
            Loops = program.State is "errored" or "waiting restart" || (program.Restarts > FewRestarts && !isDown && now - program.ChangedAt < TimeSpan.FromSeconds(30)),
            IsGivenUp = program.State == "errored",
            Restarts = program.Restarts,
            ChangedAt = program.ChangedAt,
            StartSteps = Managed(program, [.. own]),
            LookCommand = $"{pm2} logs {program.Name.Quoted()} --nostream --lines 50",
        };
    }

    private static IEnumerable<KeptProgram> Containers(Target target, DateTimeOffset now) =>
        from container in target.Scene.AllContainers()
        let isDown = container.State is not ("running" or "paused")
        where isDown || container.Restarts > FewRestarts
        let tie = isDown ? target.DownContainersOf().FirstOrDefault(d => d.Container == container).Tie : ContainerTies.Of(target, container).FirstOrDefault()
        where tie is { Weight: >= Weigh.Moderate }
        select new KeptProgram
        {
            Name = container.Name,
            Tie = tie,
            Container = container,
            Text = $"container {container.Name} is {container.State} (exit code {container.ExitCode}{(container.OomKilled ? ", killed for memory" : "")}){(container.Restarts > 0 ? $" after {container.Restarts} automatic restarts" : "")}",
            Kind = EvidenceKind.Container,
            Source = $"docker inspect {container.Name.Quoted()}",
            IsDown = isDown,
            IsCrashed = container.ExitCode != 0 || container.Error.Length > 0,
            Loops = container.State == "restarting" || (container.Restarts >= FewRestarts && (isDown || now - container.StartedAt < Fresh)),
            IsGivenUp = container is { State: "exited", Restarts: > 0 },
            IsOomKilled = container.OomKilled,
            MemoryLimit = container.MemoryLimit > 0 ? container.MemoryLimit : null,
            Restarts = container.Restarts,
            ChangedAt = container.FinishedAt ?? container.StartedAt,
            StartSteps = [Steps.Start(container)],
            LookCommand = $"docker logs --tail 50 {container.Name.Quoted()}",
        };

    private static ImmutableArray<Step> Managed(ManagedProgram program, params ImmutableArray<string> manager) =>
        [new Step(StepKind.Start, program.Name, new HostCommand([.. manager, "start", program.Name]), new HostCommand([.. manager, "stop", program.Name]))];
}
