using System.Collections.Immutable;
using System.Net;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What follows from a Scene about containers and the network namespaces of this machine.</summary>
public static class ContainerView
{
    /// <summary>All containers that were seen.</summary>
    public static ImmutableArray<Container> AllContainers(this Scene scene) => (scene.Containers?.Seen ?? default).OrEmpty();

    /// <summary>All network namespaces that were seen, ours first.</summary>
    public static ImmutableArray<NetworkSpace> AllSpaces(this Scene scene) => (scene.Networks?.Seen ?? default).OrEmpty();

    /// <summary>Id of this host's own network namespace; empty where it was not seen.</summary>
    public static string HostNetNs(this Scene scene) => scene.AllSpaces().FirstOrDefault()?.NetNs ?? "";

    /// <summary>The container of this id, or null.</summary>
    public static Container? ContainerOf(this Scene scene, string? id) => id is null ? null : scene.AllContainers().FirstOrDefault(c => c.Id == id);

    /// <summary>The container in which this nginx runs; null where it runs in none, or the engine did not tell.</summary>
    public static Container? ContainerOf(this Scene scene, NginxInstance instance) => scene.ContainerOf(scene.MasterOf(instance)?.Container);

    /// <summary>The running container that lives in a network namespace, or null: that of the host has none.</summary>
    public static Container? ContainerIn(this Scene scene, string netNs) =>
        netNs.Length == 0 || netNs == scene.HostNetNs() ? null : scene.AllContainers().FirstOrDefault(c => c.NetNs == netNs);

    /// <summary>The running container that has this address, or null.</summary>
    public static Container? ContainerAt(this Scene scene, string address) =>
        IPAddress.TryParse(address, out var wanted)
            ? scene.AllContainers().FirstOrDefault(c => c.IsRunning && c.Networks.OrEmpty().Any(n => Is(n.Address, wanted) || Is(n.Address6, wanted)))
            : null;

    /// <summary>
    /// The network namespace in which connections of this nginx to a literal endpoint arrive: its own for its own addresses, else the one
    /// on this machine that has the address; null where none was seen to, so that it is another machine's. Empty where namespaces are not known.
    /// </summary>
    public static string? SpaceOf(this Scene scene, NginxInstance instance, PeerAddress endpoint)
    {
        if (scene.IsLocal(instance, endpoint))
        {
            return scene.NetNsOf(instance);
        }

        // The same private address may stand in several unrelated namespaces; then nothing is known.
        return IPAddress.TryParse(endpoint.Host, out var wanted)
            && scene.AllSpaces().Where(s => s.Addresses.OrEmpty().Any(a => Is(a, wanted))).Take(2).ToList() is [var only] ? only.NetNs : null;
    }

    /// <summary>A name under which other containers on one of its networks, or its owner, know it.</summary>
    public static bool IsCalled(this Container container, string name) =>
        Same(container.Name, name) || (container.Service is { } service && Same(service, name))
        || (name.Length >= 12 && container.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        || container.Networks.OrEmpty().Any(n => n.Aliases.OrEmpty().Any(a => Same(a, name)));

    /// <summary>The networks that both are on; the engine's "host" and "none" join nobody.</summary>
    public static IEnumerable<ContainerNetwork> NetworksWith(this Container container, Container other) =>
        container.Networks.OrEmpty().Where(n => n.Name is not ("none" or "host") && other.Networks.OrEmpty().Any(o => o.Name == n.Name));

    /// <summary>Networks on which its engine's resolver knows containers by name: all but the default bridge.</summary>
    public static IEnumerable<ContainerNetwork> NamedNetworks(this Container container) =>
        container.Networks.OrEmpty().Where(n => n.Name is not ("none" or "host" or "bridge" or "podman"));

    /// <summary>Address of the container on this network, IPv4 before IPv6; null when it has none there.</summary>
    public static string? AddressOn(this Container container, string network) =>
        container.Networks.OrEmpty().Where(n => n.Name == network).SelectMany(n => new[] { n.Address, n.Address6 }).FirstOrDefault(a => a.Length > 0);

    /// <summary>TCP listeners in the container's network namespace that other machines reach.</summary>
    public static IEnumerable<Listener> ListenersIn(this Scene scene, Container container) =>
        container.NetNs.Length == 0 || container.NetNs == scene.HostNetNs() ? []
            : scene.Listeners.Seen.OrEmpty().Where(l => l.Path is null && l.NetNs == container.NetNs);

    /// <summary>Containers whose logs may tell of the Scene's peers: what broke, what restarts, and what the peers' names, addresses and ports lead to.</summary>
    public static IEnumerable<Container> ContainersThatMatter(this Scene scene)
    {
        var targets = scene.AllTargets();
        return scene.AllContainers()
            .Where(c => !scene.Masters.Seen.OrEmpty().Any(m => m.Container == c.Id))
            .Select(c => (Container: c, Ties: targets.Max(t => (double?)ContainerTies.Of(t, c).Sum(tie => tie.Weight)) ?? 0, IsBroken: c.State is "restarting" or "dead" || (c.State == "exited" && c.ExitCode != 0)))
            .Where(c => c.Ties > 0 || c.IsBroken)
            .OrderByDescending(c => c.Ties)
            .ThenByDescending(c => c.IsBroken)
            .Select(c => c.Container);
    }

    /// <summary>A loopback address of an nginx in a network of its own that never answered, and the port is open outside of that.</summary>
    public static bool IsOpenOutside(this Target target) =>
        target.Scene.MasterOf(target.Instance) is { SharesOurNetwork: false } master
        && target.Endpoints.Length > 0 && target.Endpoints.All(e => IPAddress.TryParse(e.Host, out var ip) && IPAddress.IsLoopback(ip))
        && target.Scene.Listeners.Seen.OrEmpty().Any(l => l.Path is null && l.Port == target.Address.Port && l.NetNs != master.NetNs)
        && target.SurelyAnswered() is null;

    /// <summary>Where only the log has this address: the peer of the configuration whose name has another one now, at which it is well; null where none is.</summary>
    public static Target? RenamedTo(this Target target) => target.Declared is not null ? null :
        target.Scene.TargetsOf(target.Instance).FirstOrDefault(t => t.Declared is not null && t.IsWell && !t.Address.IsUnix && !t.Address.IsLiteral
            && t.Protocol == target.Protocol && t.Address.Port == target.Address.Port && !t.Endpoints.Contains(target.Address));

    private static bool Is(string address, IPAddress wanted) => IPAddress.TryParse(address, out var ip) && ip.Equals(wanted);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
