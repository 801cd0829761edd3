using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a container's old address: have nginx resolve the name anew, or write the new address; then make it last.</summary>
internal static class ContainerAddressStaleRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Heir heir) =>
        heir.Named is { } named ? [Reload(target, named), Resolve(target, named)] : [target.PointNginxAt(heir.Address, automatic: heir.Ties.Length > 1), Publish(target, heir)];

    private static Remedy Reload(Target target, Target named) => new()
    {
        Id = "reload-nginx",
        Title = $"Reload nginx: it resolves {named.Address.Host} anew",
        Commands = target.Instance.ReloadCommands(target.Scene),
        Loads = true,
        Risk = Risk.Low,
        Automatic = true,
        Verify = "the failing request answers without a gateway error",
        Undo = "nothing to undo: the configuration stays as it is",
    };

    private static Remedy Resolve(Target target, Target named) => new()
    {
        Id = "resolve-at-run-time",
        Title = target.Scene.ContainerOf(target.Instance) is null
            ? "To make it last, publish the container's port on 127.0.0.1 and point nginx there"
            : $"To make it last, have nginx ask the engine's DNS server again and again: resolver 127.0.0.11 valid=10s; set $backend {named.Address.Host}; proxy_pass http://$backend:{named.Address.Port};",
        Risk = Risk.Medium,
        Verify = "docker restart of the application fails no request after ten seconds",
        Undo = "put the plain name back and reload nginx",
    };

    private static Remedy Publish(Target target, Heir heir) => new()
    {
        Id = "publish-port",
        Title = $"To make it last, publish port {target.Address.Port} of {heir.Container.Name} on 127.0.0.1, or name the container where nginx shares a network with it",
        Commands = [$"docker inspect {heir.Container.Name.Quoted()}"],
        Risk = Risk.None,
        Verify = "the failing request answers after docker restart too",
        Undo = "nothing to undo: the command only looks",
    };
}
