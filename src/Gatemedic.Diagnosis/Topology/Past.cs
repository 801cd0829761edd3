using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Tells trouble that is over from trouble that lasts: what happened after the last line of an error group.</summary>
internal sealed class Past(Scene scene, NginxInstance instance, ImmutableArray<PeerAddress> endpoints, ImmutableArray<Probed> probes)
{
    private const int PermissionDenied = 13;

    // After a failure, an answer on the same path counts as recovery only when it has lasted: a route that fails
    // every third time is not healed by its second time.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>Something later says that this trouble is over.</summary>
    public bool IsOver(ErrorGroup group) => IsEnded(group) || PathsRecovered(group) || AnsweredAfter500(group);

    /// <summary>Something was changed since that may have ended it; that a request was answered is no such thing.</summary>
    public bool IsEnded(ErrorGroup group) => IsOfRetiringWorker(group) || ReachesAgain(group) || ConfigurationChanged(group) || ApplicationRestarted(group);

    /// <summary>
    /// nginx loaded its configuration after the last line, and resolved the names in it. Within the second of that line its worker
    /// tells: one that is no longer there belongs to an earlier load. The ids in a container's log are its own, and tell nothing out here.
    /// </summary>
    public bool IsLoadedSince(ErrorGroup group) =>
        scene.MasterOf(instance) is { LoadedAt: { } loaded } master
        && (IsAfter(loaded, group) || (loaded >= group.Last && !master.IsContained && !master.Workers.OrEmpty().IsEmpty && group.Samples.All(s => !master.Workers.Contains(s.Pid))));

    /// <summary>Only workers that are shutting down say so: they finish their requests by an earlier configuration.</summary>
    private bool IsOfRetiringWorker(ErrorGroup group) =>
        scene.MasterOf(instance) is { Retiring: { } retiring } && group.Samples.All(s => retiring.Contains(s.Pid));

    /// <summary>The line says that connecting failed, and the probe connects and is answered.</summary>
    private bool ReachesAgain(ErrorGroup group)
    {
        if (group.Action != "connecting to upstream" && group.Signature != "no-live-upstreams")
        {
            return false;
        }

        // The probe runs as another user than the worker, and not under its rules: that it may open a socket says nothing of the worker.
        if (group.Errno == PermissionDenied && (!WorkerMayConnect() || scene.IsConfined(instance)))
        {
            return false;
        }

        var concerned = probes.Where(p => p.Endpoint.ToString() == group.Peer).ToList();
        return concerned.Count > 0
            ? concerned.All(p => p.Result.Connected)
            : probes.Length > 0 && probes.All(p => p.Result.Connected);
    }

    private bool WorkerMayConnect() =>
        scene.Answers.OfType<SocketPathAnswer>().Any(a => endpoints.Any(e => e.Path == a.Question.Path) && a.Result.Seen is { WorkerMayConnect: true });

    /// <summary>The configuration was edited and loaded after the last line: what it says was said of another configuration.</summary>
    private bool ConfigurationChanged(ErrorGroup group) =>
        scene.MasterOf(instance) is { LoadedAt: { } loaded } && instance.ModifiedAt is { } modified
        && IsAfter(modified, group) && IsAfter(loaded, group);

    /// <summary>The application that listens there now was started after the last line, by somebody who may have mended it, and its probe is answered.</summary>
    private bool ApplicationRestarted(ErrorGroup group)
    {
        if (probes.Length == 0 || !probes.Where(p => p.Result.Connected).Any() || probes.Any(p => p.Result.Connected && !p.Result.Answered))
        {
            return false;
        }

        var owners = endpoints.SelectMany(e => scene.SpaceOf(instance, e) is { } space ? scene.ListenersOn(e, space) : []).Select(scene.OwnerOf).OfType<HostProcess>().ToList();
        return owners.Count > 0 && owners.All(o => IsAfter(o.StartedAt, group) && !scene.CameBackByItself(o));
    }

    /// <summary>
    /// The access log shows every failing path of the group answered since: for a while, or, where the path did not waver before, at once
    /// when the probe of the peer is answered too.
    /// </summary>
    private bool PathsRecovered(ErrorGroup group)
    {
        var paths = PathsOf(group);
        var settled = scene.Clock.Now - group.Last > Settled;

        // An answer that broke off stands in the access log as the success that its first line promised.
        var answers = probes.Length > 0 && probes.All(p => p.Result.Answered) && !BrokenAnswers.IsInBody(group);
        return paths.Count > 0
            && paths.All(p => p.Any() && p.All(r => settled ? r.LastSuccess > group.Last : answers && r is { EndsWell: true, Wavers: false }));
    }

    /// <summary>The line came with 500, which is no gateway error: of such paths only the groups of the access log tell. All were answered in a later second.</summary>
    private bool AnsweredAfter500(ErrorGroup group)
    {
        var answered = instance.Logs.SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? []).Where(g => g.Status is >= 200 and < 400 && g.Last > group.Last).ToList();
        var paths = group.Samples.Select(s => FailingRoutes.RequestPath(s.Request)).OfType<string>().Distinct().ToList();
        return SignatureCatalog.Find(group.Signature)?.Status == "500" && paths.Count > 0 && probes.Length > 0 && probes.All(p => p.Result.Answered)
            && paths.TrueForAll(path => answered.Exists(g => g.Samples[0].Path == path));
    }

    /// <summary>
    /// The moment lies after the last line of the group. nginx cuts times down to the second: within that second, only the order
    /// of the lines in the access log can tell; an answer that broke off is no failure there, and the probe's has to do.
    /// </summary>
    private bool IsAfter(DateTimeOffset moment, ErrorGroup group) =>
        moment >= group.Last.AddSeconds(1)
        || (moment >= group.Last - ProcessClock.Gap && !BrokenAnswers.IsInBody(group) && PathsOf(group) is { Count: > 0 } paths && paths.All(p => p.Any() && p.All(r => r.EndsWell)))
        || (moment >= group.Last && BrokenAnswers.IsInBody(group) && probes.Length > 0 && probes.All(p => p.Result is { Answered: true, Invalid: null }));

    /// <summary>What the access logs say of each path that the group's samples name.</summary>
    private List<IEnumerable<PathRecord>> PathsOf(ErrorGroup group)
    {
        var records = instance.Logs.SelectMany(l => l.Summary.Seen?.Paths.OrEmpty() ?? []).ToList();
        return [.. group.Samples.Select(s => FailingRoutes.RequestPath(s.Request)).OfType<string>().Distinct().Select(path => records.Where(r => r.Path == path))];
    }
}
