using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>worker_connections is used up: a worker has no slot left for a client, or for the upstream of one that it has.</summary>
public sealed class WorkerConnections : ICause
{
    private const string UsedUp = "worker-connections-not-enough";
    private const string Reused = "worker-connections-reused";

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("worker-connections", CauseGroup.Capacity)
    {
        Rivals = ["fd-limit"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from instance in scene.Instances
        let groups = scene.Complaints(instance, g => g.Signature is UsedUp or Reused)
        where !groups.IsEmpty
        select Judge(scene, instance, groups);

    private static Verdict Judge(Scene scene, NginxInstance instance, ImmutableArray<ErrorGroup> groups)
    {
        var verdict = new Verdict(instance);
        var workers = scene.WorkersOf(instance);
        var plan = FilesPlan.Of(scene, instance, workers, []);
        var fails = groups.Where(g => g.Signature == UsedUp).ToImmutableArray();
        var told = (fails.IsEmpty ? groups : fails)[0];
        var number = FilesPlan.Parse(told.Fields.GetValueOrDefault("number")) ?? plan.Connections;
        if (!fails.IsEmpty)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Log, $"{fails.Span()}: {told.Samples[0].Message}{(told.Action is { } action ? $" while {action}" : "")}", told.Samples[0].Source);
        }

        if (groups.Where(g => g.Signature == Reused).ToImmutableArray() is { IsEmpty: false } reused)
        {
            verdict.For(fails.IsEmpty ? Weigh.Strong : Weigh.Slight, EvidenceKind.Log, $"{reused.Span()}: idle connections were closed to make room", reused[0].Samples[0].Source);
        }

        if (instance.Model() is not null && number != plan.Connections)
        {
            verdict.Against(
                scene.IsLoadedSince(instance, told) ? Weigh.Decisive : Weigh.Slight, EvidenceKind.Config,
                $"worker_connections is {plan.Connections} now ({plan.ConnectionsWhere}), and was {number}", plan.ConnectionsWhere);
        }

        AddWorkers(verdict, scene, told, workers, number);
        if (scene.TargetsOf(instance).FirstOrDefault(t => t.LeadsBack()) is { } circle)
        {
            verdict.Against(2 * Weigh.Decisive, EvidenceKind.Config, $"{circle.Address} is this nginx itself: a request goes round until no connection is left, however many there are", circle.Where);
        }

        verdict.Severity = fails.IsEmpty ? Severity.Warning : null;
        verdict.Title = $"All {number} connections of a worker are in use (worker_connections {number})";
        verdict.Explanation =
            $"A worker of nginx may have {number} connections at a time ({plan.ConnectionsWhere}). Clients, upstreams and listening sockets all count, so a proxied request takes two. " +
            "When none is left, a request that needs its upstream gets 500, and a new client is dropped without a line in the access log. " +
            "Many clients are the cause, or a few that stay: a slow upstream holds two connections for each request that waits.";
        verdict.Remedies = WorkerConnectionsRemedy.For(scene, instance, plan, number);
        return verdict;
    }

    private static void AddWorkers(Verdict verdict, Scene scene, ErrorGroup told, ImmutableArray<HostProcess> workers, long number)
    {
        // A worker has a few descriptors that are no connections: logs, the channel to its master, epoll.
        if (workers.MaxBy(w => w.Resources?.OpenFiles ?? 0) is not { Resources.OpenFiles: { } open } most)
        {
            return;
        }

        if (open >= number * 0.9)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Limit, $"worker {most.Pid} has {open} files open, and {number} connections at most", $"/proc/{most.Pid}/fd");
        }
        else if (open < number / 2 && !scene.IsFresh(told))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Limit, $"worker {most.Pid} has only {open} files open now, and the last complaint is of {told.Last:HH:mm:ss}", $"/proc/{most.Pid}/fd");
        }
    }
}
