using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A container that listens on a target's port in its own network, where the host's address that nginx asks does not lead to it.</summary>
/// <param name="Container">The container.</param>
/// <param name="Ties">What ties it to the target, strongest first.</param>
/// <param name="Elsewhere">Where the host passes another port or address to that port of it; null where nowhere.</param>
/// <param name="UsedBy">A peer of another nginx that is this container; null where none is.</param>
/// <param name="Answered">The earliest time that the target's last answer can have; null when that is not known.</param>
public sealed record HiddenContainer(Container Container, ImmutableArray<Tie> Ties, PublishedPort? Elsewhere, Target? UsedBy, DateTimeOffset? Answered)
{
    /// <summary>It already ran as it does now when the target still answered: something else did.</summary>
    public bool RanBefore => Container.StartedAt < Answered;

    /// <summary>It was started after the target last answered. A log cuts times down to the second.</summary>
    public bool CameAfter => Container.StartedAt >= Answered?.AddSeconds(1);

    /// <summary>More than the number of its port ties it to the target.</summary>
    public bool IsTied => Elsewhere is not null || CameAfter || Ties.Any(t => t.Text.StartsWith('"'));

    /// <summary>Sum of the ties' weights.</summary>
    public double Kinship => Ties.Sum(t => t.Weight);
}

/// <summary>Finds the hidden containers of a target of the host's nginx.</summary>
public static class HiddenContainers
{
    /// <summary>Those that are published elsewhere first, then by their ties.</summary>
    public static ImmutableArray<HiddenContainer> HiddenContainersOf(this Target target)
    {
        var (scene, port) = (target.Scene, target.Address.Port);
        return target.Address.IsUnix || target.Space != scene.HostNetNs() ? [] :
        [.. from container in scene.AllContainers()
            where container.IsRunning && scene.ListenersIn(container).Any(l => l.Port == port)
            where !scene.Masters.Seen.OrEmpty().Any(m => m.NetNs == container.NetNs)
            let elsewhere = container.Published.OrEmpty().FirstOrDefault(p => p.Port == port)
            let found = new HiddenContainer(container, ContainerTies.Of(target, container), elsewhere, UserOf(target, container), target.SurelyAnswered())
            orderby found.RanBefore, elsewhere is not null descending, found.Kinship descending
            select found];
    }

    /// <summary>The hidden container for which a relative listens on the host; null where it listens for none.</summary>
    public static Container? PublisherOf(this Target target, Relative relative) => !relative.Owner.IsPublisher() ? null
        : target.HiddenContainersOf().FirstOrDefault(h => h.Container.Published.OrEmpty().Any(p => p.HostPort == relative.Listener.Port && p.Port == target.Address.Port))?.Container;

    private static Target? UserOf(Target target, Container container) =>
        target.Scene.AllTargets().FirstOrDefault(t => t.Key != target.Key && t.Endpoints.Any(e => t.SpaceOf(e) == container.NetNs));
}
