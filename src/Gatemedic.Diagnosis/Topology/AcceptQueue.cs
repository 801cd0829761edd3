using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>The accept queue of a peer of this host, and who should empty it.</summary>
public static class AcceptQueue
{
    /// <summary>
    /// The listener of one of the target's endpoints whose queue is full; null when none is. The kernel takes one connection more than the
    /// backlog says (sk_acceptq_is_full compares with "greater").
    /// </summary>
    public static Listener? FullQueueOf(this Target target) => target.Endpoints
        .SelectMany(target.ListenersOn)
        .FirstOrDefault(l => l is { Queue: > 0, Backlog: not null } && l.Queue >= l.Backlog);

    /// <summary>The processes that hold the listeners of the target's endpoints, oldest first.</summary>
    public static ImmutableArray<HostProcess> AcceptorsOf(this Target target) =>
        [.. target.Endpoints.SelectMany(target.ListenersOn).SelectMany(l => l.Pids.OrEmpty()).Distinct().Select(target.Scene.Process).OfType<HostProcess>().OrderBy(p => p.StartedAt)];

    /// <summary>The first of the acceptors, when all of them were stopped by a signal; null otherwise.</summary>
    public static HostProcess? StoppedOf(this Target target)
    {
        var acceptors = target.AcceptorsOf();
        return acceptors.Length > 0 && acceptors.All(a => a.State == 'T') ? acceptors[0] : null;
    }
}
