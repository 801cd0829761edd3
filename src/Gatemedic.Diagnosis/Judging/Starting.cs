using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>How an nginx that does not run is started.</summary>
public static class Starting
{
    /// <summary>Tested first, then started: by its service where there is one, else by its own binary.</summary>
    public static ImmutableArray<string> StartCommands(this NginxInstance instance, Scene scene)
    {
        var call = Repairs.NginxCall(instance, null);
        return instance.ServiceIn(scene) is { } unit ? [$"{call} -t", $"systemctl start {unit.Name}"] : [$"{call} -t", call];
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
