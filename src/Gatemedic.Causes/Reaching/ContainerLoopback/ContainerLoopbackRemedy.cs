using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a loopback address in a container: the application's name on a common network, or the host's address on nginx's network.</summary>
internal static class ContainerLoopbackRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Outside found, bool isSure) =>
        found.Container is { } application && target.Scene.ContainerOf(target.Instance) is { } own ? [InContainer(target, found, own, application, isSure)]
            : found.Listener.NetNs == target.Scene.HostNetNs() ? OnHost(target, found, isSure)
            : [Share(target)];

    private static Remedy InContainer(Target target, Outside found, Container own, Container application, bool isSure)
    {
        // Its name where the engine's resolver knows it; on the default bridge only the address does.
        var common = own.NetworksWith(application).ToList();
        var named = own.NamedNetworks().Where(n => application.AddressOn(n.Name) is not null).ToList();
        var host = named.Count > 0 || common.Count == 0 ? application.Service is { } service && named.Count > 0 ? service : application.Name : application.AddressOn(common[0].Name) ?? application.Name;
        var point = target.PointNginxAt(new PeerAddress(host, found.Port), automatic: isSure && named.Count > 0 && found.IsOpen);
        if (common.Count > 0)
        {
            return point;
        }

        var network = own.NamedNetworks().Concat(own.Networks.OrEmpty()).FirstOrDefault()?.Name;
        return point with
        {
            Title = $"Connect {application.Name} to {(network is null ? "a network" : $"the network {network}")} of {own.Name}, then: {point.Title}",
            Steps = network is null ? [] : [Steps.Join(network, application)],
            Commands = [Steps.Join(network ?? "NETWORK", application).Run.ToString(), .. point.Commands],
            Automatic = point.Automatic && network is not null,
            Undo = $"{Steps.Join(network ?? "NETWORK", application).Back}; {point.Undo}",
        };
    }

    private static ImmutableArray<Remedy> OnHost(Target target, Outside found, bool isSure)
    {
        if (Gateway(target) is not { } gateway)
        {
            return [Share(target)];
        }

        var reaches = found.Listener.IsWildcard || found.Listener.Address == gateway;
        var point = target.PointNginxAt(new PeerAddress(gateway, target.Address.Port), automatic: isSure && reaches);
        var bind = new Remedy
        {
            Id = "bind-application",
            Title = $"Bind the application to {gateway}:{target.Address.Port} too: it listens on {found.Listener}, which no container reaches",
            Commands = found.Owner is { Unit: { } unit } ? [$"systemctl cat {unit.Quoted()}"] : found.Owner is { } owner ? [$"tr '\\0' ' ' </proc/{owner.Pid}/cmdline"] : [],
            Risk = Risk.Medium,
            Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows {gateway} or 0.0.0.0",
            Undo = "set the old address back and restart the application",
        };
        return reaches ? [point] : [bind, point];
    }

    private static Remedy Share(Target target) => new()
    {
        Id = "name-the-other-side",
        Title = $"Have nginx ask the address or name under which its network reaches the application, instead of {target.Address}",
        Commands = [$"nsenter --net --target {target.Instance.MasterPid} ip route", "ss -ltnp"],
        Risk = Risk.None,
        Verify = "the failing request answers without a gateway error",
        Undo = "nothing to undo: the commands only look",
    };

    /// <summary>The host's address on nginx's network: the engine's gateway, or the address of the host that shares nginx's first three octets.</summary>
    private static string? Gateway(Target target)
    {
        if (target.Scene.ContainerOf(target.Instance)?.Networks.OrEmpty().FirstOrDefault(n => n.Gateway.Length > 0) is { } network)
        {
            return network.Gateway;
        }

        var own = (target.Scene.MasterOf(target.Instance)?.Addresses ?? []).OrEmpty().Where(a => IPAddress.TryParse(a, out var ip) && !IPAddress.IsLoopback(ip) && a.Contains('.', StringComparison.Ordinal)).Select(Prefix).ToHashSet();
        return target.Scene.LocalAddresses.Seen.OrEmpty().FirstOrDefault(a => a.Contains('.', StringComparison.Ordinal) && own.Contains(Prefix(a)));
    }

    private static string Prefix(string address) => address[..(address.LastIndexOf('.') + 1)];
}
