using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>How an nginx is told to test and to load its configuration: through systemd where a unit runs it, else by its own binary, in its container.</summary>
/// <param name="Test">Tests the configuration on disk.</param>
/// <param name="Reload">Has the running master load it.</param>
public sealed record NginxControl(HostCommand Test, HostCommand Reload)
{
    /// <summary>For this instance.</summary>
    public static NginxControl Of(NginxInstance instance, Scene scene)
    {
        var master = scene.MasterOf(instance);
        var call = Call(instance, master);
        var (test, reload) = (new HostCommand(call.Add("-t")), new HostCommand(call.AddRange("-s", "reload")));
        return master switch
        {
            { Container: { } container } => new(Inside(test, "docker", "exec", container.ShortId()), Inside(reload, "docker", "exec", container.ShortId())),
            { IsContained: true, Pid: var pid } => new(Inside(test, "nsenter", "--all", "--target", $"{pid}"), Inside(reload, "nsenter", "--all", "--target", $"{pid}")),
            { Unit: { } unit } => new(test, HostCommand.Of("systemctl", "reload", unit)),
            _ => new(test, reload),
        };
    }

    /// <summary>"nginx", with -p and -c where they differ from what is compiled in.</summary>
    public static ImmutableArray<string> Call(NginxInstance instance, NginxMaster? master)
    {
        var snapshot = instance.Configuration.Seen;
        var exe = master is null or { Exe: "/usr/sbin/nginx" } ? "nginx" : master.Exe;
        var path = snapshot?.MainPath ?? instance.Id;
        return path == "/etc/nginx/nginx.conf" ? [exe]
            : snapshot is null ? [exe, "-c", path]
            : [exe, "-p", snapshot.Prefix, "-c", path];
    }

    private static HostCommand Inside(HostCommand command, params ImmutableArray<string> way) => new(way.AddRange(command.Words));
}
