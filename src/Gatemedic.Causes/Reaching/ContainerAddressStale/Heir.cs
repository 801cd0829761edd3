using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The container that a target's old address was meant for.</summary>
/// <param name="Container">It runs, with another address.</param>
/// <param name="Address">The address that nginx has to ask instead.</param>
/// <param name="Named">The peer of the configuration that names it, of which nginx holds the old address; null where the configuration has the address itself.</param>
/// <param name="Ties">What ties it to the address, where no name does.</param>
internal sealed record Heir(Container Container, PeerAddress Address, Target? Named, ImmutableArray<Tie> Ties)
{
    /// <summary>By the name of which nginx holds the old address, else by what listens on the port; null where none is found.</summary>
    public static Heir? Of(Target target) => ByName(target) ?? ByPort(target);

    /// <summary>The address belongs to a network of containers, or did.</summary>
    public static bool IsContainers(Target target)
    {
        var host = target.Endpoints[0].Host;
        return target.Scene.ContainerAt(host) is not null
            || target.Scene.AllContainers().SelectMany(c => c.Networks.OrEmpty()).Any(n => Prefix(n.Gateway) is { Length: > 0 } prefix && prefix == Prefix(host));
    }

    private static Heir? ByName(Target target) =>
        target is { Declared: not null, Former: null } ? null :
        (from named in target.Scene.TargetsOf(target.Instance)
         where named.Declared is not null && named.Protocol == target.Protocol && named.Address.Port == target.Address.Port
         where target.Former is null || named.Address == target.Former
         where !named.Address.IsUnix && !named.Address.IsLiteral && named.Endpoints.All(e => e != target.Address)
         from container in target.Scene.AllContainers()
         where container.IsRunning && container.IsCalled(named.Address.Host)
         let address = AddressFor(target, container)
         where address is not null && address != target.Address.Host
         select new Heir(container, new PeerAddress(address, target.Address.Port), named, [])).FirstOrDefault();

    private static Heir? ByPort(Target target) =>
        target.Declared is null || target.Former is not null || !target.Address.IsLiteral ? null :
        (from container in target.Scene.AllContainers()
         where container.IsRunning && target.Scene.ListenersIn(container).Any(l => l.Port == target.Address.Port)
         let address = AddressFor(target, container)
         where address is not null && address != target.Address.Host
         let ties = ContainerTies.Of(target, container)
         orderby ties.Sum(t => t.Weight) descending
         select new Heir(container, new PeerAddress(address, target.Address.Port), null, ties)).FirstOrDefault();

    /// <summary>On a network that nginx is on too; the host is on all of them.</summary>
    private static string? AddressFor(Target target, Container container)
    {
        var own = target.Scene.ContainerOf(target.Instance);
        return (own is null ? container.Networks.OrEmpty() : container.NetworksWith(own)).Select(n => container.AddressOn(n.Name)).FirstOrDefault(a => a is not null);
    }

    // Docker's bridges are /16 or, from its smaller pools, /20 and /24: two octets tell them from the rest of the world.
    private static string Prefix(string address) =>
        IPAddress.TryParse(address, out var ip) && ip.GetAddressBytes() is [var a, var b, _, _] ? $"{a}.{b}." : "";
}
