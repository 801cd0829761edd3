using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>A listener on the target's port outside of the network in which nginx lives.</summary>
/// <param name="Listener">The socket, in its own network namespace.</param>
/// <param name="Container">The container that it belongs to; null on the host, and where no engine tells.</param>
/// <param name="Owner">Its process, where it was seen.</param>
/// <param name="Ties">What ties it to the target.</param>
internal sealed record Outside(Listener Listener, Container? Container, HostProcess? Owner, ImmutableArray<Tie> Ties)
{
    /// <summary>Sum of the ties' weights.</summary>
    public double Kinship => Ties.Sum(t => t.Weight);

    /// <summary>All of them, those that are tied most first.</summary>
    public static ImmutableArray<Outside> Of(Target target)
    {
        var (scene, own) = (target.Scene, target.NetNs);
        var masters = scene.Masters.Seen.OrEmpty().SelectMany(m => m.Workers.OrEmpty().Append(m.Pid)).ToHashSet();
        return [.. (from listener in scene.Listeners.Seen.OrEmpty()
                    where listener.Path is null && listener.Port == target.Address.Port && listener.NetNs != own
                    where !listener.Pids.OrEmpty().Any(masters.Contains)
                    let owner = scene.OwnerOf(listener)
                    let container = owner.IsPublisher() ? Published(scene, listener) : scene.ContainerIn(listener.NetNs)
                    let ties = container is null ? Gatemedic.Diagnosis.Kinship.Ties(target, listener, owner) : ContainerTies.Of(target, container)
                    select new Outside(listener, container, owner, [.. ties.OrderByDescending(t => t.Weight)]))
            .OrderByDescending(o => o.Kinship)
            .ThenByDescending(o => o.Listener.IsWildcard)
            .DistinctBy(o => o.Container?.Id ?? o.Listener.NetNs)];
    }

    /// <summary>"container shop", "node (pid 4711) on the host".</summary>
    public string Who(Scene scene) => Container is { } container ? $"container {container.Name}"
        : $"{(Owner is { } owner ? $"{owner.Name} (pid {owner.Pid})" : "a process")} {(Listener.NetNs == scene.HostNetNs() ? "on the host" : "in another network namespace")}";

    /// <summary>The port inside of its container: that of the listener, or where the published port leads.</summary>
    public int Port => Owner.IsPublisher() ? Container?.Published.OrEmpty().FirstOrDefault(p => p.HostPort == Listener.Port)?.Port ?? Listener.Port : Listener.Port;

    /// <summary>Other machines than its own reach it.</summary>
    public bool IsOpen => Owner.IsPublisher() || !(System.Net.IPAddress.TryParse(Listener.Address, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    private static Container? Published(Scene scene, Listener listener) =>
        scene.AllContainers().FirstOrDefault(c => c.IsRunning && c.Published.OrEmpty().Any(p => p.HostPort == listener.Port));
}
