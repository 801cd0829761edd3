using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;

namespace Gatemedic.Collecting;

/// <summary>Takes the Scene of a run: this host as it is now, or with --offline only the files that were named.</summary>
internal sealed class SceneReader(DiagnoseRequest request, BuildReader builds, TimeProvider time)
{
    private const int MostProcesses = 2_000;

    private readonly InstanceFinder finder = new(builds, request.Conf, request.Prefix);

    /// <summary>The Scene before any question was asked.</summary>
    public async Task<Scene> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetLocalNow();
        var filesNamed = request.ErrorLogs.Length + request.AccessLogs.Length > 0;
        var since = request.Since is { } text ? SinceParser.Parse(text, now) : request.Offline || filesNamed ? null : now.AddMinutes(-15);
        var clock = new SceneClock(now, since);
        var focus = new Focus { Url = request.Url, Upstream = request.Upstream, Offline = request.Offline };
        var instances = new InstanceReader(request, clock, cancellation);
        return request.Offline
            ? await OfflineAsync(clock, focus, instances).ConfigureAwait(false)
            : await LiveAsync(clock, focus, instances, cancellation).ConfigureAwait(false);
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
            LongestBacklog = Section.Blind<int>("the running host: processes, sockets, probes", "--offline was given", "run without --offline on the host itself"),
            Instances = request.Conf is not null
                ? [await reader.ReadAsync(finder.Named(null), Path.GetFullPath(request.Conf), ownLogs: true).ConfigureAwait(false)]
                : request.ErrorLogs.Length + request.AccessLogs.Length > 0 ? [await reader.ReadLogsOnlyAsync().ConfigureAwait(false)] : [],
        };
    }

    private async Task<Scene> LiveAsync(SceneClock clock, Focus focus, InstanceReader reader, CancellationToken cancellation)
    {
        var unitsTask = UnitReader.ReadAsync(cancellation);
        var table = ProcessTable.Read();
        var masters = await new MasterReader(builds).ReadAsync(table, cancellation).ConfigureAwait(false);
        var hostTask = Task.Run(() => ReadHost(table, masters.Or([]), cancellation), cancellation);
        var logsOnly = request.Conf is null && masters.Or([]).IsEmpty && request.ErrorLogs.Length + request.AccessLogs.Length > 0;
        var plans = logsOnly ? [] : await finder.FindAsync(masters.Or([]), cancellation).ConfigureAwait(false);
        var instances = await Task.WhenAll(plans.Select((p, i) => reader.ReadAsync(p, Id(p, plans), ownLogs: i == 0))).ConfigureAwait(false);
        var (listeners, processes, addresses) = await hostTask.ConfigureAwait(false);
        return new Scene
        {
            Clock = clock,
            Focus = focus,
            Masters = masters,
            Listeners = listeners,
            Processes = processes,
            Units = await unitsTask.ConfigureAwait(false),
            LocalAddresses = addresses,
            Pools = FpmPoolReader.Read(table),
            LongestBacklog = BacklogReader.Read(),
            MandatoryAccess = MandatoryAccessReader.Read(table, masters.Or([])),
            Instances = logsOnly
                ? [await reader.ReadLogsOnlyAsync().ConfigureAwait(false)]
                : [.. instances],
        };
    }

    private static (Section<ImmutableArray<Listener>>, Section<ImmutableArray<HostProcess>>, Section<ImmutableArray<string>>) ReadHost(
        ProcessTable table, ImmutableArray<NginxMaster> masters, CancellationToken cancellation)
    {
        var listeners = ListenerReader.Read(table, masters, cancellation);
        var pids = listeners.Or([]).SelectMany(l => l.Pids).Concat(masters.Select(m => m.Pid)).Concat(masters.SelectMany(m => m.Workers));
        return (listeners, ProcessReader.Read(table, pids.Distinct().Take(MostProcesses)), AddressReader.Read());
    }

    private static string Id(InstancePlan plan, ImmutableArray<InstancePlan> all) =>
        all.Count(p => p.ConfPath == plan.ConfPath) > 1 ? $"{plan.ConfPath}#{plan.Master?.Pid}" : plan.ConfPath;
}
