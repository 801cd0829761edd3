using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;

namespace Gatemedic.Collecting;

/// <summary>Takes the Scene of a run: this host as it is now, or with --offline only the files that were named.</summary>
internal sealed class SceneReader(DiagnoseRequest request, BuildReader builds, TimeProvider time)
{
    private readonly InstanceFinder finder = new(builds, request.Conf, request.Prefix);

    /// <summary>The Scene before any question was asked.</summary>
    public async Task<Scene> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetLocalNow();
        var asked = request.SinceMoment ?? (request.Since is { } text ? SinceParser.Parse(text, now) : null);
        var filesNamed = request.ErrorLogs.Length + request.AccessLogs.Length > 0;
        var since = asked ?? (request.Offline || filesNamed ? null : now.AddMinutes(-15));
        var clock = new SceneClock(now, since);
        var focus = new Focus { Url = request.Url, Upstream = request.Upstream, Offline = request.Offline };
        var instances = new InstanceReader(request, clock, cancellation);
        var scene = request.Offline
            ? await OfflineAsync(clock, focus, instances).ConfigureAwait(false)
            : await LiveAsync(clock, focus, instances, cancellation).ConfigureAwait(false);
        return request.Logs.IsEmpty ? scene : await WithNamedLogsAsync(scene, asked, instances, cancellation).ConfigureAwait(false);
    }

    private async Task<Scene> WithNamedLogsAsync(Scene scene, DateTimeOffset? since, InstanceReader instances, CancellationToken cancellation)
    {
        // Half of the budget of a run is for nginx's own logs, and questions follow.
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        budget.CancelAfter(request.Timeout / 4);
        var reader = new NamedLogReader(since, [.. scene.Instances.SelectMany(i => i.Model()?.Logs ?? [])], budget.Token);
        var logs = await Task.WhenAll(request.Logs.Distinct().Select(l => Task.Run(() => reader.Read(l), CancellationToken.None))).ConfigureAwait(false);

        // An nginx that is only installed wrote none of what was brought here.
        var isInstalledOnly = !request.Offline && request.Conf is null && scene.Masters.Or([]).IsEmpty && request.ErrorLogs.Length + request.AccessLogs.Length == 0;
        var bare = logs.Any(l => !l.Own.IsEmpty) && (isInstalledOnly || scene.Instances.IsEmpty) ? await instances.ReadLogsOnlyAsync().ConfigureAwait(false) : null;
        return NamedLog.Add(bare is null ? scene : scene with { Instances = [bare] }, [.. logs]);
    }

    private async Task<Scene> OfflineAsync(SceneClock clock, Focus focus, InstanceReader reader)
    {
        static Section<ImmutableArray<T>> Unseen<T>() =>
            Section.Blind<ImmutableArray<T>>("the running host: processes, sockets, probes", "--offline was given", "run without --offline on the host itself");
        return new Scene
        {
            Clock = clock,
            Focus = focus,
            Masters = Unseen<NginxMaster>(),
            Listeners = Unseen<Listener>(),
            Processes = Unseen<HostProcess>(),
            Units = Unseen<ServiceUnit>(),
            LocalAddresses = Unseen<string>(),
            Pools = Unseen<FpmPool>(),
            Containers = Unseen<Container>(),
            Programs = Unseen<ManagedProgram>(),
            Witnesses = Unseen<WitnessLog>(),
            Networks = Unseen<NetworkSpace>(),
            ControlGroups = Unseen<ControlGroup>(),
            LongestBacklog = Section.Blind<int>("the running host: processes, sockets, probes", "--offline was given", "run without --offline on the host itself"),
            Instances = request.Conf is not null
                ? [await reader.ReadAsync(finder.Named(null), Path.GetFullPath(request.Conf), ownLogs: true).ConfigureAwait(false)]
                : request.ErrorLogs.Length + request.AccessLogs.Length > 0 ? [await reader.ReadLogsOnlyAsync().ConfigureAwait(false)] : [],
        };
    }

    private async Task<Scene> LiveAsync(SceneClock clock, Focus focus, InstanceReader reader, CancellationToken cancellation)
    {
        var unitsTask = UnitReader.ReadAsync(cancellation);
        var machineTask = MachineReader.ReadAsync(cancellation);
        var table = ProcessTable.Read();
        var programsTask = ManagedProgramReader.ReadAsync(table, cancellation);
        var containersTask = ContainerReader.ReadAsync(table, cancellation);
        var masters = await new MasterReader(builds).ReadAsync(table, cancellation).ConfigureAwait(false);
        var hostTask = Task.Run(() => HostFacts.Read(table, masters.Or([]), cancellation), cancellation);
        var aroundTask = ReadAroundAsync();
        var logsOnly = request.Conf is null && masters.Or([]).IsEmpty && request.ErrorLogs.Length + request.AccessLogs.Length > 0;
        var plans = logsOnly ? [] : await finder.FindAsync(masters.Or([]), cancellation).ConfigureAwait(false);
        var instances = await Task.WhenAll(plans.Select((p, i) => reader.ReadAsync(p, Id(p, plans), ownLogs: i == 0))).ConfigureAwait(false);
        var host = await hostTask.ConfigureAwait(false);
        var (witnesses, groups) = await aroundTask.ConfigureAwait(false);
        var scene = new Scene
        {
            Clock = clock,
            Focus = focus,
            Masters = masters,
            Listeners = host.Listeners,
            Processes = host.Processes,
            Units = await unitsTask.ConfigureAwait(false),
            LocalAddresses = host.Addresses,
            Pools = FpmPoolReader.Read(table),
            LongestBacklog = BacklogReader.Read(),
            Programs = await programsTask.ConfigureAwait(false),
            ControlGroups = groups,
            Machine = await machineTask.ConfigureAwait(false),
            Containers = await containersTask.ConfigureAwait(false),
            Networks = host.Networks,
            Witnesses = witnesses,
            MandatoryAccess = MandatoryAccessReader.Read(table, masters.Or([])),
            Instances = logsOnly
                ? [await reader.ReadLogsOnlyAsync().ConfigureAwait(false)]
                : [.. instances],
        };
        var containerLogs = await ContainerLogReader.ReadAsync(scene, table, cancellation).ConfigureAwait(false);
        return containerLogs.IsEmpty ? scene : scene with { Witnesses = Section.Seen<ImmutableArray<WitnessLog>>([.. witnesses.Or([]), .. containerLogs]) };

        // What stands around the processes that listen: their logs and control groups, and those of services in trouble.
        async Task<(Section<ImmutableArray<WitnessLog>>, Section<ImmutableArray<ControlGroup>>)> ReadAroundAsync()
        {
            var (units, programs) = (await unitsTask.ConfigureAwait(false), await programsTask.ConfigureAwait(false));
            ImmutableArray<int> owners = [.. (await hostTask.ConfigureAwait(false)).Listeners.Or([]).SelectMany(l => l.Pids).Distinct()];
            var places = new WitnessPlaces { Owners = owners, Masters = masters.Or([]), Units = units.Or([]), Programs = programs.Or([]), Named = [.. request.Logs.Where(l => l != "-").Select(Path.GetFullPath)] };
            var groupsTask = ControlGroupReader.ReadAsync(table, owners.Concat(masters.Or([]).SelectMany(m => m.Workers)), units.Or([]), cancellation);
            var logs = await WitnessLogReader.ReadAsync(table, places, clock, cancellation).ConfigureAwait(false);
            return (logs, await groupsTask.ConfigureAwait(false));
        }
    }

    private static string Id(InstancePlan plan, ImmutableArray<InstancePlan> all) =>
        all.Count(p => p.ConfPath == plan.ConfPath) > 1 ? $"{plan.ConfPath}#{plan.Master?.Pid}" : plan.ConfPath;
}
