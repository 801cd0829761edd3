using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The narrowest right that lets nginx connect; SELinux stays as it is.</summary>
internal static class SelinuxDeniedRemedy
{
    private const string Look = "ausearch -m AVC -c nginx -ts recent";

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, string? detail, string boolean) =>
        target.Address.Path is { } path ? [Label(path), Module()]
        : detail == "port-type" ? [PortType(target), Boolean(boolean)]
        : [Boolean(boolean)];

    private static Remedy Boolean(string boolean) => new()
    {
        Id = "set-selinux-boolean",
        Title = $"Let web servers connect: switch {boolean} on, for good",
        Commands = [$"setsebool -P {boolean} 1"],
        Risk = Risk.Low,
        Automatic = true,
        Verify = $"getsebool {boolean} says on, and the failing request answers; nginx needs no reload",
        Undo = $"setsebool -P {boolean} 0",
    };

    private static Remedy PortType(Target target)
    {
        var port = target.Address.Port;
        return new Remedy
        {
            Id = "label-port",
            Title = $"Make port {port} an HTTP port, to which web servers may already connect",
            // A port that the policy has a type for is modified, not added.
            Commands = [$"semanage port -a -t http_port_t -p tcp {port} || semanage port -m -t http_port_t -p tcp {port}"],
            Risk = Risk.Low,
            Automatic = true,
            Verify = "the failing request answers; nginx needs no reload",
            Undo = $"semanage port -d -t http_port_t -p tcp {port}",
        };
    }

    private static Remedy Label(string path)
    {
        var directory = path[..Math.Max(1, path.LastIndexOf('/'))];
        return new Remedy
        {
            Id = "label-socket",
            Title = $"Give {directory} the type of a web server's run-time files, and restart the application so that its socket is made with it",
            Commands = [Look, $"semanage fcontext -a -t httpd_var_run_t {$"{directory}(/.*)?".Quoted()}", $"restorecon -Rv {directory.Quoted()}"],
            Risk = Risk.Medium,
            Verify = $"ls -Z {path.Quoted()} shows the type, and the failing request answers",
            Undo = $"semanage fcontext -d {$"{directory}(/.*)?".Quoted()} && restorecon -Rv {directory.Quoted()}",
        };
    }

    private static Remedy Module() => new()
    {
        Id = "allow-denied-access",
        Title = "Or, where the denial names the application's domain (connectto), allow nginx just that in a module of its own, after reading it",
        Commands = ["ausearch -m AVC -c nginx -ts recent --raw | audit2allow -M nginx-upstream", "cat nginx-upstream.te", "semodule -i nginx-upstream.pp"],
        Risk = Risk.Medium,
        Verify = "the failing request answers",
        Undo = "semodule -r nginx-upstream",
    };
}
