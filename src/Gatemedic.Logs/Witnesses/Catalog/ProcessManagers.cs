using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What supervisor and PM2 say about the processes that they keep.</summary>
internal static class ProcessManagers
{
    private const string Supervisor = "supervisor";
    private const string Pm2 = "pm2";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Supervisor, "supervisor-killed", "a process was ended by a signal", ["exited: {unit} (terminated by {signal}; not expected)"],
            Line("2026-11-27 00:39:06,061 WARN exited: killed (terminated by SIGKILL; not expected)", "unit", "killed", "signal", "SIGKILL")),
        Row(Supervisor, "supervisor-exited", "a process ended that should not", ["exited: {unit} (exit status {code}; not expected)"],
            Line("2026-11-27 00:39:03,014 WARN exited: dies (exit status 1; not expected)", "unit", "dies", "code", "1")),
        Row(Supervisor, "supervisor-gave-up", "a process died so often that it is not started again",
            ["gave up: {unit} entered FATAL state, too many start retries too quickly"],
            Line("2026-11-27 00:39:10,175 INFO gave up: dies entered FATAL state, too many start retries too quickly", "unit", "dies")),
        Row(Supervisor, "supervisor-not-started", "a process can not be started", ["spawnerr: {text}"],
            Line("2026-11-27 00:39:02,990 INFO spawnerr: can't find command '/no/such'", "text", "can't find command '/no/such'")),
        Row(Supervisor, "supervisor-stopped", "a process was stopped", ["stopped: {unit} ({text})", "exited: {unit} (exit status {code}; expected)"],
            Line("2026-11-27 00:39:10,175 INFO stopped: web (terminated by SIGTERM)", "unit", "web", "text", "terminated by SIGTERM")),
        Row(Supervisor, "supervisor-life", "a process was started",
            [
                "spawned: '{unit}' with pid {pid}", "success: {unit} entered RUNNING state, process has stayed up for > than {seconds} seconds (startsecs)",
                "supervisord started with pid {pid}", "waiting for {unit} to stop", "waiting for {unit} to die", "received {signal} indicating exit request",
            ],
            Line("2026-11-27 00:39:02,978 INFO spawned: 'dies' with pid 16452", "unit", "dies", "pid", "16452")) with { Usual = true },
        Row(Pm2, "pm2-exited", "a process ended", ["App [{unit}] exited with code [{code}] via signal [{signal}]", "App [{unit}] with id [{id}] and pid [{pid}], exited with code [{code}] via signal [{signal}]"],
            Line("2026-11-27T00:39:01: PM2 log: App [web:0] exited with code [1] via signal [SIGINT]", "unit", "web:0", "code", "1", "signal", "SIGINT")),
        Row(Pm2, "pm2-gave-up", "a process died so often that it is not started again",
            ["Script {script} had too many unstable restarts ({count}). Stopped. \"errored\"", "| Script {script} had too many unstable restarts ({count}). Stopped. \"errored\""],
            Line("PM2        | Script /srv/app.js had too many unstable restarts (16). Stopped. \"errored\"", "script", "/srv/app.js", "count", "16")),
        Row(Pm2, "pm2-memory", "PM2 restarted a process that used too much memory",
            ["{head}Process {id} restarted because it exceeds --max-memory-restart value {rest}"],
            Line("PM2        | [PM2][WORKER] Process 0 restarted because it exceeds --max-memory-restart value (current_memory=1 max_memory_limit=2 [octets])",
                "head", "[PM2][WORKER] ", "id", "0", "rest", "(current_memory=1 max_memory_limit=2 [octets])")),
        Row(Pm2, "pm2-life", "a process was started", ["App [{unit}] starting in -{mode} mode-", "App [{unit}] online"],
            Line("2026-11-27T00:39:01: PM2 log: App [web:0] online", "unit", "web:0")) with { Usual = true },
    ];
}
