using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A container that listens on a target's port in its own network, where the host's address that nginx asks does not lead to it.</summary>
/// <param name="Container">The container.</param>
/// <param name="Ties">What ties it to the target, strongest first.</param>
/// <param name="Elsewhere">Where the host passes another port or address to that port of it; null where nowhere.</param>
/// <param name="UsedBy">A peer of another nginx that is this container; null where none is.</param>
public sealed record HiddenContainer(Container Container, ImmutableArray<Tie> Ties, PublishedPort? Elsewhere, Target? UsedBy)
{
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
            let found = new HiddenContainer(container, ContainerTies.Of(target, container), elsewhere, UserOf(target, container))
            orderby elsewhere is not null descending, found.Kinship descending
            select found];
    }

    private static Target? UserOf(Target target, Container container) =>
        target.Scene.AllTargets().FirstOrDefault(t => t.Key != target.Key && t.Endpoints.Any(e => t.SpaceOf(e) == container.NetNs));
}
