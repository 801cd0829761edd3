using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a port that is not published where nginx looks: ask where it is published, or publish it.</summary>
internal static class ContainerUnpublishedRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, HiddenContainer found, bool isSure) =>
        [.. found.Elsewhere is { } way ? [target.PointNginxAt(new PeerAddress(Host(way), way.HostPort), automatic: isSure)] : Array.Empty<Remedy>(), Publish(target, found), .. ForNow(target, found)];

    private static Remedy Publish(Target target, HiddenContainer found)
    {
        var mapping = $"127.0.0.1:{target.Address.Port}:{target.Address.Port}";
        var name = found.Container.Name.Quoted();
        return new Remedy
        {
            Id = "publish-port",
            Title = found.Container.Service is { } service
                ? $"Publish it: ports: [\"{mapping}\"] under service {service} in the compose file, then make the container anew"
                : $"Publish it: make the container anew with --publish {mapping}",
            Commands = found.Container.Service is { } compose
                ? [$"docker compose up --detach {compose.Quoted()}"]
                : [$"docker inspect {name}", $"docker rm --force {name}", $"docker run --detach --name {name} --publish {mapping} {found.Container.Image.Quoted()}  # with its other options as docker inspect showed them"],
            Risk = Risk.High,
            Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows a listener",
            Undo = "make the container anew without the published port",
        };
    }

    /// <summary>The host reaches a container by its own address too, until that changes.</summary>
    private static IEnumerable<Remedy> ForNow(Target target, HiddenContainer found) =>
        found.Elsewhere is null && found.Container.Networks.OrEmpty().FirstOrDefault(n => n.Address.Length > 0) is { } network
            ? [target.PointNginxAt(new PeerAddress(network.Address, target.Address.Port), automatic: false) with
            {
                Title = $"For now, point nginx at the container's own address {network.Address}:{target.Address.Port}, which may change whenever it is started",
            }]
            : [];

    private static string Host(PublishedPort way) => way.HostAddress is "0.0.0.0" or "::" ? "127.0.0.1" : way.HostAddress;
}
