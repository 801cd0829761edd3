using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What the kernel, service managers and container runtimes say, and what it points to.</summary>
internal static class HostSigns
{
    private static readonly ImmutableArray<string> Crashes = ["11", "6", "7", "4", "8", "SIGSEGV", "SIGABRT", "SIGSEGV (core dumped)", "SIGABRT (core dumped)"];

    internal static readonly ImmutableArray<PointingRow> All =
    [
        new("kernel-oom", "the kernel killed {name} for memory {times}", new Guess("oom-killed", 4.2, "its requests got no answer")),
        new("kernel-oom-invoked", "memory ran out {times}", new Guess("oom-killed", 2.6, "the kernel chose something to kill")),
        new("unit-oom", "the kernel killed a process of {unit} for memory {times}", new Guess("oom-killed", 4.2, "its requests got no answer")),
        new("container-oom", "the container {unit} ran out of its memory {times}", new Guess("oom-killed", 4, "the kernel kills in it")),
        new("kernel-segfault", "{name} crashed {times}", new Guess("upstream-crash", 3.6, "its request got no answer")),
        new("core-dumped", "{name} crashed {times}", new Guess("upstream-crash", 3.6, "its request got no answer")),
        new("kernel-conntrack-full", "the connection-tracking table was full {times}", new Guess("conntrack-full", 5, "packets of new connections are dropped")),
        new("kernel-syn-flood", "the accept queue of port {address} overflowed {times}", new Guess("backlog-overflow", 3.2, "its application does not accept fast enough")),
        new("kernel-tcp-memory", "the kernel had no memory left for TCP {times}", new Guess("memory-pressure", 3.2, "connections stall or break")),
        new("kernel-file-max", "the whole machine was out of file descriptors {times}", new Guess("fd-limit", 3.2, "nobody may open more files")),
        new("packet-blocked", "UFW blocked packets to {destination} port {port} {times}", new Guess("firewall-blocked", 3.6, "if that is the upstream, this is why")),
        new("packet-logged", "a packet filter logged packets to {destination} port {port} {times}", new Guess("firewall-blocked", 1.2, "it may drop what it logs")),
        new("selinux-denied", "SELinux denied {permission} to {name} {times}", new Guess("selinux-denied", 5, "nginx may not connect")) { Field = ("name", ["nginx"]) },
        new("selinux-denied", "SELinux denied {permission} to {name} {times}", new Guess("selinux-denied", 1.2, "if it concerns the application")),
        new("apparmor-denied", "AppArmor denied {operation} {times}", new Guess("apparmor-denied", 4.6, "nginx's profile does not allow it")) { Field = ("name", ["nginx"]) },
        new("apparmor-denied", "AppArmor denied {operation} {times}", new Guess("apparmor-denied", 1.6, "if it concerns nginx or the application")),

        .. new[] { "unit-failed", "unit-exited", "unit-killed", "unit-not-executed" }.Select(id =>
            new PointingRow(id, "nginx's own unit failed {times}", new Guess("nginx-down", 3.2, "nginx does not run")) { Unit = "nginx.service" }),
        new("unit-start-limit", "{unit} died so often that systemd starts it no more ({times})", new Guess("crash-loop", 4.2, "every start ends the same")),
        new("unit-restart", "systemd restarted {unit} {times} (restart counter {count})", new Guess("crash-loop", 3, "it dies again and again"), new Guess("upstream-down", 0.8, "it is down in between")),
        new("unit-killed", "a signal ended {unit} {times} ({signal})", new Guess("upstream-crash", 2.8, "it crashed"), new Guess("upstream-down", 1.6, "it is down since")) { Field = ("status", Crashes) },
        new("unit-killed", "a signal ended {unit} {times} ({signal})", new Guess("upstream-down", 2, "it is down since"), new Guess("oom-killed", 1.2, "SIGKILL is how the kernel kills for memory")) { Field = ("status", ["9"]) },
        new("unit-killed", "a signal ended {unit} {times} ({signal})", new Guess("upstream-down", 2, "it is down since")),
        new("unit-exited", "{unit} ended with status {status} {times}", new Guess("upstream-down", 2.4, "it is down since"), new Guess("crash-loop", 1, "it may die again and again")),
        new("unit-failed", "{unit} failed {times} ({result})", new Guess("upstream-down", 2.4, "it is down since")),
        new("unit-not-executed", "systemd could not execute {unit} ({times})", new Guess("upstream-down", 3, "so it never ran")),
        new("unit-timed-out", "systemd ended {unit} because it took too long ({times})", new Guess("upstream-down", 1.8, "it was ended")),
        new("unit-start-failed", "{what} did not start ({times})", new Guess("upstream-down", 2.4, "so nothing answers")),
        new("unit-stopped", "{what} was stopped ({times})", new Guess("upstream-down", 2, "nobody started it since")),

        new("supervisor-killed", "{unit} crashed {times} ({signal})", new Guess("upstream-crash", 3, "its requests got no answer")) { Field = ("signal", Crashes) },
        new("supervisor-killed", "{unit} was killed {times} ({signal})", new Guess("upstream-down", 1.8, "it is down until it is started"), new Guess("oom-killed", 1.4, "SIGKILL is how the kernel kills for memory")),
        new("supervisor-exited", "{unit} ended with status {code} {times}", new Guess("upstream-down", 2.2, "it is down until it is started"), new Guess("crash-loop", 1.8, "it may end again and again")),
        new("supervisor-gave-up", "{unit} died so often that supervisor starts it no more ({times})", new Guess("crash-loop", 4.2, "every start ends the same")),
        new("supervisor-not-started", "supervisor could not start a process ({text})", new Guess("upstream-down", 3, "so it never ran")),
        new("supervisor-stopped", "{unit} was stopped ({times})", new Guess("upstream-down", 2, "nobody started it since")),
        new("pm2-exited", "{unit} ended with code {code} {times}", new Guess("crash-loop", 1.6, "PM2 starts it again"), new Guess("upstream-crash", 1.2, "what it was answering got no answer")),
        new("pm2-gave-up", "{script} died so often that PM2 starts it no more ({times})", new Guess("crash-loop", 4.2, "every start ends the same")),
        new("pm2-memory", "PM2 restarted a process that used too much memory {times}", new Guess("upstream-crash", 1.8, "what it was answering got no answer"), new Guess("memory-pressure", 0.6, "memory is short")),
        .. new[] { "container-died", "container-exited" }.SelectMany(id => new PointingRow[]
        {
            new(id, "the container {unit} ended with code 137 {times}", new Guess("oom-killed", 1.9, "137 is SIGKILL, which is how the kernel kills for memory"), new Guess("upstream-down", 1.7, "it is down since")) { Field = ("code", ["137"]) },
            new(id, "the container {unit} crashed {times} (code {code})", new Guess("upstream-crash", 2.8, "its requests got no answer"), new Guess("upstream-down", 1.6, "it is down since")) { Field = ("code", ["139", "134"]) },
            new(id, "the container {unit} ended with code {code} {times}", new Guess("upstream-down", 2.6, "it is down since"), new Guess("crash-loop", 1, "it may die again and again")),
        }),
        new("container-port-taken", "a container did not start: {address} is taken ({times})", new Guess("upstream-down", 2.4, "so it does not run"), new Guess("container-unpublished", 1, "its port is not published")),
        new("container-unhealthy", "the container {unit} did not become healthy ({times})", new Guess("upstream-down", 1.8, "what depends on it does not start")),
    ];
}
