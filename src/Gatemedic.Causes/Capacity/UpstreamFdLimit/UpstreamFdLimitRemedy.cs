using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of an application without file descriptors: a higher limit now, the same at its next start, and the search for a leak.</summary>
internal static class UpstreamFdLimitRemedy
{
    private const long Usual = 65_536;

    // fs.nr_open where nobody changed it: the kernel refuses more.
    private const long Most = 1_048_576;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, HostProcess? process) => process is null
        ? [Search(target)]
        : [Raise(process), Lasting(process), Leak(process)];

    private static Remedy Raise(HostProcess process)
    {
        var (old, wanted) = (process.Resources?.FileLimit, Wanted(process));
        var hard = Math.Max(wanted, process.Resources?.HardFileLimit ?? 0);
        return new Remedy
        {
            Id = "raise-limit-now",
            Title = $"Let {process.Name} (pid {process.Pid}) open {wanted} files, without a restart",
            Commands = [Limit(process, wanted, hard).ToString()],
            Steps = old is null || process.Resources?.HardFileLimit is not { } before ? [] :
            [
                new Step(StepKind.Set, $"file limit of {process.Name} (pid {process.Pid})", Limit(process, wanted, hard), Limit(process, old.Value, before)) { Process = process },
            ],
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"grep 'open files' /proc/{process.Pid}/limits, and the failing request is answered",
            Undo = old is null ? "restart the application" : Limit(process, old.Value, process.Resources!.HardFileLimit ?? old.Value).ToString(),
        };
    }

    private static Remedy Lasting(HostProcess process)
    {
        var wanted = Wanted(process);
        var unit = process.Service();
        return new Remedy
        {
            Id = "raise-limit-at-start",
            Title = process switch
            {
                { Container: not null } => $"At its next start: docker run --ulimit nofile={wanted}, or ulimits: in the compose file",
                _ when unit is not null => $"At its next start: LimitNOFILE={wanted} for {unit}",
                _ => $"At its next start: ulimit -n {wanted} in what starts it",
            },
            HostFiles = unit is null ? [] : [Steps.DropIn(unit, "LimitNOFILE", $"{wanted}")],
            Steps = unit is null ? [] : [Steps.ReadUnits],
            Commands = unit is null ? [] : [.. Steps.DropIn(unit, "LimitNOFILE", $"{wanted}").Commands(), "systemctl daemon-reload"],
            Risk = Risk.Low,
            Verify = "after its next start its /proc/PID/limits shows the number",
            Undo = "take the drop-in or option away again",
        };
    }

    private static Remedy Leak(HostProcess process) => new()
    {
        Id = "find-leak",
        Title = "See what it keeps open: many of one kind that only grow in number are a leak",
        Commands = [$"ls -l /proc/{process.Pid}/fd | awk '{{print $NF}}' | sed 's/[0-9]\\+/N/g' | sort | uniq -c | sort -rn | head"],
        Risk = Risk.None,
        Verify = "the number does not grow while the load stays the same",
        Undo = "nothing was changed",
    };

    private static Remedy Search(Target target) => new()
    {
        Id = "find-application",
        Title = $"Find the process behind {target.Address} and its limit",
        Commands = ["ss -lntxp", "grep 'open files' /proc/PID/limits; ls /proc/PID/fd | wc -l"],
        Risk = Risk.None,
        Verify = "it has fewer files open than it may",
        Undo = "nothing was changed",
    };

    private static HostCommand Limit(HostProcess process, long soft, long hard) => HostCommand.Of("prlimit", "--pid", $"{process.Pid}", $"--nofile={soft}:{hard}");

    private static long Wanted(HostProcess process) => Math.Min(Most, Math.Max(Usual, 4 * Math.Min(Most, process.Resources?.FileLimit ?? 0)));
}
