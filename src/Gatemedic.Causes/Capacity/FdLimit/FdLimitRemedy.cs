using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of workers without file descriptors: nginx's own directive first, then the bound of what starts it.</summary>
internal static class FdLimitRemedy
{
    private const string FileMax = "fs.file-max";

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Scene scene, NginxInstance instance, FilesPlan plan, bool isMachine) => isMachine
        ? [RaiseMachine(scene)]
        : [Raise(scene, instance, plan), AtStart(scene, instance, plan)];

    /// <summary>The directive that has each worker raise its own bound before it drops root's rights; a reload makes new workers.</summary>
    public static ConfigEdit RlimitEdit(NginxInstance instance, long files)
    {
        var tree = instance.Model()?.Tree;
        return ConfigEdit.Set(null, Statement.Of("worker_rlimit_nofile", files.ToString(CultureInfo.InvariantCulture)), tree?.Children().FirstOrDefault(d => d.Name == "events"));
    }

    private static Remedy Raise(Scene scene, NginxInstance instance, FilesPlan plan)
    {
        var edits = instance.Model() is null ? [] : instance.Plan(RlimitEdit(instance, plan.Wanted));
        var asRoot = scene.MasterOf(instance) is not { } master || scene.Process(master.Pid) is not { User: not "root" };
        return new Remedy
        {
            Id = "raise-worker-rlimit",
            Title = $"Let each worker open {plan.Wanted} files: worker_rlimit_nofile {plan.Wanted}{(asRoot ? "" : " (its master is not root's and cannot go beyond its own hard limit)")}",
            Edits = edits,
            Commands = instance.ReloadCommands(scene),
            Risk = Risk.Low,
            Automatic = !edits.IsEmpty && asRoot,
            Verify = "the new workers' /proc/PID/limits shows the number, and no new \"Too many open files\" stands in the error log",
            Undo = "put the old value back and reload nginx",
        };
    }

    private static Remedy AtStart(Scene scene, NginxInstance instance, FilesPlan plan)
    {
        var master = scene.MasterOf(instance);
        var unit = master is { IsContained: false } ? scene.Process(master.Pid) is { } process ? process.Service() : master.Unit : null;
        return new Remedy
        {
            Id = "raise-limit-at-start",
            Title = master switch
            {
                { Container: not null } => $"Or give its container the bound: docker run --ulimit nofile={plan.Wanted}",
                { Unit: { } service } => $"Or give {service} the bound: LimitNOFILE={plan.Wanted}",
                _ => $"Or give what starts nginx the bound: ulimit -n {plan.Wanted}",
            },
            HostFiles = unit is null ? [] : [Steps.DropIn(unit, "LimitNOFILE", $"{plan.Wanted}")],
            Steps = unit is null ? [] : [Steps.ReadUnits, Steps.Restart(unit, reads: true)],
            Commands = unit is null ? [] : [.. Steps.DropIn(unit, "LimitNOFILE", $"{plan.Wanted}").Commands(), "systemctl daemon-reload", $"systemctl restart {unit.Quoted()}"],
            Risk = Risk.Medium,
            Verify = "/proc/PID/limits of the master shows the number",
            Undo = "take the drop-in or option away and restart nginx",
        };
    }

    private static Remedy RaiseMachine(Scene scene)
    {
        var old = scene.Machine?.Seen?.FileMax is > 0 and < long.MaxValue / 2 and var max ? max : (long?)null;
        var wanted = Math.Max(1_048_576, 2 * (old ?? 0)).ToString(CultureInfo.InvariantCulture);
        var file = Steps.SysctlFile(FileMax, wanted);
        return new Remedy
        {
            Id = "raise-file-max",
            Title = $"Let the whole machine open {wanted} files",
            HostFiles = [file],
            Steps = Steps.Sysctl(FileMax, wanted, old?.ToString(CultureInfo.InvariantCulture)),
            Commands = [$"sysctl -w {FileMax}={wanted}", .. file.Commands(), "ls -d /proc/[0-9]*/fd | while read -r d; do echo \"$(ls \"$d\" | wc -l) $d\"; done | sort -rn | head"],
            Risk = Risk.Low,
            Automatic = old is not null,
            Verify = "the first number of /proc/sys/fs/file-nr is well below the third",
            Undo = $"{(old is null ? "set fs.file-max to the old number" : $"sysctl -w {FileMax}={old.Value.ToString(CultureInfo.InvariantCulture)}")}, and remove {file.File}",
        };
    }
}
