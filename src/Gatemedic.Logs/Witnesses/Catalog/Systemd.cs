using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What systemd says about units.</summary>
internal static class Systemd
{
    private const string Who = "systemd";
    private const string At = "Nov 27 00:39:01 host systemd[1]: ";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "unit-oom", "the kernel killed a process of the unit for memory",
            [
                "{unit}: A process of this unit has been killed by the OOM killer.", "{unit}: Failed with result 'oom-kill'.",
                "{unit}: systemd-oomd killed {count} process(es) in this unit.",
            ],
            Line(At + "web.service: A process of this unit has been killed by the OOM killer.", "unit", "web.service")),
        Row(Who, "unit-start-limit", "the unit died so often that it is not started again",
            ["{unit}: Start request repeated too quickly.", "{unit}: Failed with result 'start-limit-hit'."],
            Line(At + "web.service: Start request repeated too quickly.", "unit", "web.service")),
        Row(Who, "unit-restart", "the unit is restarted after it died", ["{unit}: Scheduled restart job, restart counter is at {count}."],
            Line(At + "web.service: Scheduled restart job, restart counter is at 5.", "unit", "web.service", "count", "5")),
        Row(Who, "unit-killed", "the unit's main process was ended by a signal",
            ["{unit}: Main process exited, code=killed, status={status}/{signal}", "{unit}: Main process exited, code=dumped, status={status}/{signal}"],
            Line(At + "web.service: Main process exited, code=killed, status=9/KILL", "unit", "web.service", "status", "9", "signal", "KILL")),
        Row(Who, "unit-exited", "the unit's main process ended with an error", ["{unit}: Main process exited, code=exited, status={status}/{name}"],
            Line(At + "web.service: Main process exited, code=exited, status=1/FAILURE", "unit", "web.service", "status", "1", "name", "FAILURE")),
        Row(Who, "unit-failed", "the unit failed", ["{unit}: Failed with result '{result}'."],
            Line(At + "web.service: Failed with result 'exit-code'.", "unit", "web.service", "result", "exit-code")),
        Row(Who, "unit-not-executed", "the unit's command can not be executed",
            [
                "{unit}: Failed at step {step} spawning {path}: {text}", "{unit}: Failed to execute command: {text}",
                "{unit}: Failed to locate executable {path}: {text}", "{unit}: Changing to the requested working directory failed: {text}",
            ],
            Line("Nov 27 00:39:01 host systemd[312]: web.service: Failed at step EXEC spawning /srv/app: No such file or directory",
                "unit", "web.service", "step", "EXEC", "path", "/srv/app", "text", "No such file or directory")),
        Row(Who, "unit-timed-out", "systemd ended the unit: it took too long to start, to stop or to give a sign of life",
            [
                "{unit}: start operation timed out. Terminating.", "{unit}: Watchdog timeout (limit {limit})!",
                "{unit}: State '{state}' timed out. Killing.", "{unit}: State '{state}' timed out. Terminating.",
            ],
            Line(At + "web.service: Watchdog timeout (limit 30s)!", "unit", "web.service", "limit", "30s")),
        Row(Who, "unit-start-failed", "the unit does not start", ["Failed to start {what}."],
            Line(At + "Failed to start web.service - The application.", "what", "web.service - The application")),
        Row(Who, "core-dumped", "a process crashed", ["Process {pid} ({name}) of user {user} dumped core.{rest}"],
            Line("Nov 27 00:39:01 host systemd-coredump[9]: Process 31 (php-fpm8.2) of user 33 dumped core.",
                "pid", "31", "name", "php-fpm8.2", "user", "33", "rest", "")),
        Own(Who, "unit-stopped", "the unit was stopped", ["Stopped {what}.", "{unit}: Deactivated successfully.", "{unit}: Succeeded."],
            Line(At + "Stopped web.service - The application.", "what", "web.service - The application")),
        Life(Who, "unit-life", "the unit starts or stops",
            ["Started {what}.", "Starting {what}...", "Stopping {what}...", "Reloading {what}...", "Reloaded {what}.", "{unit}: Consumed {rest}"],
            Line(At + "Started web.service - The application.", "what", "web.service - The application")),
    ];
}
