using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of an nginx that does not serve: start it, have it load, or free its port first.</summary>
internal static class NginxDownRemedy
{
    /// <summary>For an nginx that does not run.</summary>
    public static ImmutableArray<Remedy> Start(Scene scene, NginxInstance instance, ImmutableArray<(ListenPlace Address, HostProcess By)> taken) =>
        taken is [var first, ..] ? [Free(first.Address, first.By, instance.StartCommands(scene))] : [new Remedy
        {
            Id = "start-nginx",
            Title = "Start nginx",
            Commands = instance.StartCommands(scene),
            Steps = [instance.StartStep(scene)],
            Risk = Risk.Low,
            // It starts only what loads; where that is known to fail, another finding has the repair.
            Automatic = scene.TestOf(instance) is not { Loads: false },
            Verify = "an nginx master process runs, and its ports are open: ss -ltnp",
            Undo = instance.StartStep(scene).Back!.ToString(),
        }];

    /// <summary>For an nginx whose container has ended.</summary>
    public static Remedy Start(Container container) => new()
    {
        Id = "start-container",
        Title = $"Start container {container.Name}",
        Commands = container.ExitCode == 0 ? [Steps.Start(container).Run.ToString()] : [$"docker logs --tail 50 {container.Name.Quoted()}", Steps.Start(container).Run.ToString()],
        Steps = [Steps.Start(container)],
        Risk = Risk.Low,
        Automatic = true,
        Verify = $"docker ps shows {container.Name} as Up, and its published ports answer",
        Undo = Steps.Start(container).Back!.ToString(),
    };

    /// <summary>For an nginx that runs without an address.</summary>
    public static ImmutableArray<Remedy> Load(Scene scene, NginxInstance instance, ImmutableArray<(ListenPlace Address, HostProcess By)> taken) =>
        taken is [var first, ..] ? [Free(first.Address, first.By, instance.ReloadCommands(scene))] : [new Remedy
        {
            Id = "load-configuration",
            Title = "Have nginx load the configuration that is on disk",
            Commands = instance.ReloadCommands(scene),
            Loads = true,
            Risk = Risk.Low,
            Automatic = scene.TestOf(instance) is not { Loads: false },
            Verify = "ss -ltnp shows nginx on all addresses of its listen directives",
            Undo = "put the old configuration back and reload nginx",
        }];

    private static Remedy Free(ListenPlace address, HostProcess by, ImmutableArray<string> then) => new()
    {
        Id = "free-port",
        Title = $"Stop {by.Name} (pid {by.Pid}), or give one of the two another address than {address.Text} ({address.Where})",
        Commands = [Stop(address, by), .. then],
        Risk = Risk.High,
        Verify = $"ss -ltnp shows nginx on {address.Text}",
        Undo = by switch
        {
            { Container: { } container } => $"docker start {container.ShortId()}",
            _ when by.IsPublisher() => "docker start the container again",
            { Unit: { } unit } => $"systemctl start {unit}",
            _ => $"start again: {by.Command}",
        },
    };

    // docker-proxy belongs to Docker's own service: what is to be stopped is the container that publishes the port.
    private static string Stop(ListenPlace address, HostProcess by) => by switch
    {
        { Container: { } container } => $"docker stop {container.ShortId()}",
        _ when by.IsPublisher() => $"docker stop $(docker ps --quiet --filter publish={address.Listen.Port})",
        { Unit: { } unit } => $"systemctl stop {unit}",
        _ => $"kill {by.Pid}",
    };
}
