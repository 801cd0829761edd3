using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>How an nginx that does not run is started.</summary>
public static class Starting
{
    /// <summary>Tested first, then started: by its service where there is one, else by its own binary. To paste.</summary>
    public static ImmutableArray<string> StartCommands(this NginxInstance instance, Scene scene) =>
        [new HostCommand(NginxControl.Call(instance, null).Add("-t")).ToString(), instance.StartStep(scene).Run.ToString()];

    /// <summary>Starts it.</summary>
    public static Step StartStep(this NginxInstance instance, Scene scene)
    {
        var call = NginxControl.Call(instance, null);
        return instance.ServiceIn(scene) is { } unit
            ? new Step(StepKind.Start, unit.Name, HostCommand.Of("systemctl", "start", unit.Name), HostCommand.Of("systemctl", "stop", unit.Name))
            : new Step(StepKind.Start, "nginx", new HostCommand(call), new HostCommand(call.AddRange("-s", "stop")));
    }

    /// <summary>The service that runs this instance: its command names the configuration, or it is nginx's own for the usual one. Null when none is known.</summary>
    public static ServiceUnit? ServiceIn(this NginxInstance instance, Scene scene)
    {
        var path = instance.Configuration.Seen?.MainPath ?? instance.Id;
        var units = scene.Units.Seen.OrEmpty();
        return units.FirstOrDefault(u => u.Command.Split(' ').Contains(path))
            ?? (path == "/etc/nginx/nginx.conf" ? units.FirstOrDefault(u => u.Name == "nginx.service") : null);
    }
}
