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
        : detail == "port-type" ? [PortType(target), Boolean(target, boolean)]
        : [Boolean(target, boolean)];

    private static Remedy Boolean(Target target, string boolean) => new()
    {
        Id = "set-selinux-boolean",
        Title = $"Let web servers connect: switch {boolean} on, for good",
        Steps = [new Step(StepKind.Set, $"SELinux boolean {boolean}", Switch(boolean, "1"), Switch(boolean, "0"))],
        Risk = Risk.Low,
        Automatic = target.Scene.MandatoryAccess?.Seen?.IsOn(boolean) == false,
        Verify = $"getsebool {boolean} says on, and the failing request answers; nginx needs no reload",
        Undo = Switch(boolean, "0").ToString(),
    };

    private static HostCommand Switch(string boolean, string value) => HostCommand.Of("setsebool", "-P", boolean, value);

    private static Remedy PortType(Target target)
    {
        var port = target.Address.Port;
        // A port of a range that the policy has a type for is added like one that it does not know; one that it has by itself is modified instead.
        var step = new Step(StepKind.Set, $"SELinux type of port {port}", Semanage("-a", "http_port_t", port), Semanage("-d", "http_port_t", port));
        return new Remedy
        {
            Id = "label-port",
            Title = $"Make port {port} an HTTP port, to which web servers may already connect",
            Commands = [$"{step.Run} || {Semanage("-m", "http_port_t", port)}"],
            Steps = [step],
            Risk = Risk.Low,
            Automatic = true,
            Verify = "the failing request answers; nginx needs no reload",
            Undo = step.Back!.ToString(),
        };
    }

    private static HostCommand Semanage(string action, string type, int port) =>
        HostCommand.Of("semanage", "port", action, "-t", type, "-p", "tcp", port.ToString(System.Globalization.CultureInfo.InvariantCulture));

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
