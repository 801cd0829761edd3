using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>The steps that the remedies of several rooms are made of, each with its inverse.</summary>
public static class Steps
{
    // Services that keep others: to restart one of them would end everything that it keeps.
    private static readonly string[] Keepers = ["supervisor", "pm2", "docker", "containerd", "podman", "crio", "kubelet", "k3s", "user@", "ssh", "cron", "session"];

    /// <summary>systemd reads its unit files again.</summary>
    public static Step ReadUnits { get; } = Twice(StepKind.Reload, "systemd", HostCommand.Of("systemctl", "daemon-reload"));

    /// <summary>A service that does not run is started; one that is to start with the host and does not is told to.</summary>
    public static ImmutableArray<Step> Start(ServiceUnit unit)
    {
        var name = unit.Name;
        ImmutableArray<Step> enable = unit.FileState == "disabled"
            ? [new(StepKind.Set, $"start of {name} with the host", HostCommand.Of("systemctl", "enable", name), HostCommand.Of("systemctl", "disable", name))]
            : [];
        // systemd refuses to start what has failed too often, until it forgets that; and "start" only waits for a restart that is due.
        var isDue = unit is { ActiveState: "activating", SubState: "auto-restart" };
        ImmutableArray<Step> forget = isDue || unit.ActiveState == "failed"
            ? [new(StepKind.Reload, $"failures of {name}", HostCommand.Of("systemctl", "reset-failed", name))]
            : [];
        return [.. enable, .. forget, new(StepKind.Start, name, HostCommand.Of("systemctl", isDue ? "restart" : "start", name), HostCommand.Of("systemctl", "stop", name))];
    }

    /// <summary>A container that does not run is started.</summary>
    public static Step Start(Container container) => new(
        StepKind.Start, $"container {container.Name}", HostCommand.Of("docker", "start", container.Name), HostCommand.Of("docker", "stop", container.Name));

    /// <summary>A container that was paused goes on.</summary>
    public static Step Unpause(Container container) => new(
        StepKind.Start, $"container {container.Name}", HostCommand.Of("docker", "unpause", container.Name), HostCommand.Of("docker", "pause", container.Name));

    /// <summary>A container joins a network.</summary>
    public static Step Join(string network, Container container) => new(
        StepKind.Set,
        $"networks of container {container.Name}",
        HostCommand.Of("docker", "network", "connect", network, container.Name),
        HostCommand.Of("docker", "network", "disconnect", network, container.Name))
    {
        Trace = new Trace(HostCommand.Of("docker", "inspect", "--format", "{{json .NetworkSettings.Networks}}", container.Name), $"\"{network}\":{{"),
    };

    /// <summary>A service that runs is started anew.</summary>
    /// <param name="unit">Its name.</param>
    /// <param name="reads">It reads a file that was changed for it: taken back, it reads the old one.</param>
    public static Step Restart(string unit, bool reads) =>
        HostCommand.Of("systemctl", "restart", unit) is var run && reads ? Twice(StepKind.Restart, unit, run) : new Step(StepKind.Restart, unit, run);

    /// <summary>PHP-FPM reads its pools again and keeps its sockets: through the service that runs it, else by SIGUSR2.</summary>
    public static Step ReadPools(Scene scene, FpmPool pool) => scene.Process(pool.MasterPid)?.Service() is { } unit
        ? Twice(StepKind.Reload, unit, HostCommand.Of("systemctl", "reload", unit))
        : Twice(StepKind.Reload, $"PHP-FPM (pid {pool.MasterPid})", HostCommand.Of("kill", "-USR2", Text(pool.MasterPid))) with { Process = scene.Process(pool.MasterPid) };

    /// <summary>A process that a signal stopped goes on.</summary>
    public static Step Continue(HostProcess process) =>
        new(StepKind.Start, $"{process.Name} (pid {process.Pid})", HostCommand.Of("kill", "-CONT", Text(process.Pid)), HostCommand.Of("kill", "-STOP", Text(process.Pid))) { Process = process };

    /// <summary>A kernel setting gets another value.</summary>
    /// <param name="key">net.core.somaxconn.</param>
    /// <param name="value">The new one.</param>
    /// <param name="old">The old one; null where it is not known, and nothing could be taken back.</param>
    /// <param name="enter">The words that lead to the network namespace that is meant.</param>
    public static ImmutableArray<Step> Sysctl(string key, string value, string? old, params ImmutableArray<string> enter) => old is null
        ? []
        : [new(StepKind.Set, key, new HostCommand([.. enter, "sysctl", "-w", $"{key}={value}"]), new HostCommand([.. enter, "sysctl", "-w", $"{key}={old}"]))];

    /// <summary>The file that gives a kernel setting the same value at each start of the host.</summary>
    public static NewFile SysctlFile(string key, string value) => new($"/etc/sysctl.d/60-gatemedic-{key[(key.LastIndexOf('.') + 1)..]}.conf", $"{key} = {value}\n");

    /// <summary>The file that gives a service another setting.</summary>
    public static NewFile DropIn(string unit, string setting, string value) =>
        new($"/etc/systemd/system/{unit}.d/60-gatemedic-{setting}.conf", $"[Service]\n{setting}={value}\n");

    /// <summary>The words before a command that is to see the network of nginx; none where that is this host's.</summary>
    public static ImmutableArray<string> EnterNetwork(this Target target) =>
        target.Scene.MasterOf(target.Instance) is { SharesOurNetwork: false } master ? ["nsenter", $"--net=/proc/{master.Pid}/ns/net"] : [];

    /// <summary>The service that a process is the program of; null where it is kept by something that keeps others too.</summary>
    public static string? Service(this HostProcess process) =>
        process is { Container: null, Unit: { } unit } && unit.EndsWith(".service", StringComparison.Ordinal) && !Keepers.Any(k => unit.StartsWith(k, StringComparison.Ordinal)) ? unit : null;

    private static Step Twice(StepKind kind, string subject, HostCommand command) => new(kind, subject, command, command);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
