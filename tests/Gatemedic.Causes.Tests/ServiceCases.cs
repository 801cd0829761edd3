using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The staged cases of applications that die, and of what keeps them. Log lines are those of the real programs.</summary>
internal static class ServiceCases
{
    private const string Killed = "[12345.000000] Memory cgroup out of memory: Killed process 4712 (gunicorn) total-vm:115452kB, anon-rss:59732kB";
    private const string Closed = "upstream prematurely closed connection";
    private static readonly MachineResources Roomy = new() { MemoryBytes = 8L << 30, AvailableBytes = 6L << 30, MemorySome10 = 0.1, MemoryFull10 = 0 };

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["CrashLoop/auto-restart"] = () => Refused().Service(Shop("activating", "auto-restart", "exit-code", 1, restarts: 7))
            .Wrote("journalctl -u shop.service", WitnessOrigin.Journal, "shop.service", "Error: Cannot find module './basket'\n"),
        ["CrashLoop/start-limit-hit"] = () => Refused().Service(Shop("failed", "failed", "exit-code", 3, restarts: 5)),
        ["CrashLoop/supervisor-gave-up"] = () => Refused().Managed(Program("supervisor", "FATAL") with { Text = "Exited too quickly (process log may have details)" }),
        ["CrashLoop/pm2-errored"] = () => Refused().Managed(Program("pm2", "errored") with { Restarts = 15, ExitStatus = 3, User = "deploy" }),
        ["CrashLoop/ended-once.not"] = () => Refused().Service(Shop("failed", "failed", "exit-code", 1, restarts: 0)),
        ["CrashLoop/stopped-by-hand.not"] = () => Refused().Managed(Program("supervisor", "STOPPED") with { Text = "Mar 14 02:51 PM" }),
        ["CrashLoop/restarted-long-ago.not"] = () => Answering().Access(200).Service(Shop("active", "running", "success", 0, restarts: 9) with { ChangedAt = Staged.Now.AddDays(-3) }),

        ["OomKilled/result-of-the-unit"] = () => Refused().Service(Shop("failed", "failed", "oom-kill", 9, restarts: 0) with { MemoryMax = 80 << 20 }),
        ["OomKilled/one-worker"] = () => Worker().Broken(Closed).Wrote("dmesg", WitnessOrigin.Kernel, null, Kernel(Killed)),
        ["OomKilled/another-service.not"] = () => Worker().Broken(Closed)
            .Wrote("dmesg", WitnessOrigin.Kernel, null, Kernel("[12345.000000] oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/system.slice/mail.service,task=gunicorn,pid=4712,uid=33")),
        ["OomKilled/in-another-container.not"] = () => Staged.Http(Site()).App("node server.js", "127.0.0.1:3000", Protocol.Http).Broken(Closed)
            .With(s => s with { Processes = Section.Seen<ImmutableArray<HostProcess>>([.. s.Processes.Or([]).Select(p => p with { Resources = new ProcessResources { ControlGroup = "/user.slice" } })]) })
            .Wrote("dmesg", WitnessOrigin.Kernel, null, Kernel("[12345.000000] oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/0c65,task_memcg=/docker/0c65,task=node,pid=12647,uid=0")),
        ["OomKilled/an-hour-before-it-was-restarted.not"] = () => Answering().Access(200).Wrote("dmesg", WitnessOrigin.Kernel, null, Kernel(Killed)),

        ["UpstreamCrash/gunicorn-worker-signal"] = () => Worker().Broken(Closed)
            .Wrote("/var/log/shop.log", WitnessOrigin.File, "shop.service", "[2026-03-14 14:58:00 +0000] [4711] [WARNING] Worker with pid 4712 was terminated due to signal 11\n", 4711),
        ["UpstreamCrash/php-fpm-child"] = () => Staged.Http(Php()).App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", "127.0.0.1:9000", Protocol.FastCgi)
            .Broken("recv() failed (104: Connection reset by peer)", "fastcgi://127.0.0.1:9000", "/report.php")
            .Wrote("/var/log/php8.2-fpm.log", WitnessOrigin.File, null, "[14-Mar-2026 14:58:00] WARNING: [pool www] child 4800 exited on signal 11 (SIGSEGV) after 0.304843 seconds from start\n", 4711),
        ["UpstreamCrash/its-own-time-limit.not"] = () => Worker().Broken(Closed).Wrote(
            "/var/log/shop.log", WitnessOrigin.File, "shop.service",
            "[2026-03-14 14:58:00 +0000] [4711] [CRITICAL] WORKER TIMEOUT (pid:4712)\n[2026-03-14 14:58:01 +0000] [4711] [WARNING] Worker with pid 4712 was terminated due to signal 9\n", 4711),
        ["UpstreamCrash/nobody-died.not"] = () => Worker().Broken(Closed)
            .Wrote("/var/log/shop.log", WitnessOrigin.File, "shop.service", "[2026-03-14 14:40:00 +0000] [4711] [INFO] Listening at: http://127.0.0.1:3000 (4711)\n", 4711),

        ["MemoryPressure/a-service-at-its-limit"] = () => Late().Memory(
            Roomy, new ControlGroup { Path = "/system.slice/shop.service", MemoryBytes = 27 << 20, MemoryLimit = 28 << 20, LimitHits = 95_726, RefaultsPerSecond = 25_738 }),
        ["MemoryPressure/the-machine-swaps"] = () => Late().Memory(
            new MachineResources { MemoryBytes = 2L << 30, AvailableBytes = 60 << 20, SwapBytes = 1L << 30, SwapInPerSecond = 4_100, MemorySome10 = 62.1, MemoryFull10 = 48.9 }),
        ["MemoryPressure/slow-with-memory-to-spare.not"] = () => Late().Memory(Roomy, new ControlGroup { Path = "/system.slice/shop.service", MemoryBytes = 27 << 20, MemoryLimit = 400 << 20, LimitHits = 0 }),
        ["MemoryPressure/short-but-nobody-waits.not"] = () => Answering().Access(200).Memory(
            new MachineResources { MemoryBytes = 2L << 30, AvailableBytes = 60 << 20, SwapBytes = 1L << 30, SwapInPerSecond = 4_100, MemorySome10 = 62.1, MemoryFull10 = 48.9 }),

        ["UpstreamDown/supervisor-stopped"] = () => Refused().Managed(Program("supervisor", "STOPPED") with { Text = "Mar 14 02:51 PM" }),
        ["UpstreamDown/pm2-stopped"] = () => Refused().Managed(Program("pm2", "stopped") with { User = "deploy", Restarts = 0 }),
    };

    private static Staged Refused() => Staged.Http(Site()).ConnectFailed("http://127.0.0.1:3000/").Access(502);

    private static Staged Answering() => Staged.Http(Site()).App("gunicorn --bind 127.0.0.1:3000 wsgi", "127.0.0.1:3000", Protocol.Http, unit: "shop.service", directory: "/srv/shop");

    private static Staged Worker() => Answering().Service(Shop("active", "running", "success", 0, restarts: 0));

    private static Staged Late() => Answering().Probes("127.0.0.1:3000", ProbeOutcome.TimedOut, 0, "no answer for 2 s").Error(
        "[error] 812#812: *7 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"http://127.0.0.1:3000/\", host: \"shop.example\"")
        .Access(504);

    private static Staged Broken(this Staged staged, string message, string upstream = "http://127.0.0.1:3000", string path = "/report") => staged.Error(
        $"[error] 812#812: *7 {message} while reading response header from upstream, client: 203.0.113.7, server: shop.example, request: \"GET {path} HTTP/1.1\", upstream: \"{upstream}{(upstream[0] == 'h' ? path : "")}\", host: \"shop.example\"")
        .Access(502, path);

    /// <summary>As the reader of the kernel's ring buffer gives it, two minutes ago.</summary>
    private static string Kernel(string line) =>
        $"{{\"__REALTIME_TIMESTAMP\":\"{Staged.Now.AddMinutes(-2).ToUnixTimeMilliseconds() * 1000}\",\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"{line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..]}\"}}\n";

    private static ServiceUnit Shop(string active, string sub, string result, int exit, int restarts) => new()
    {
        Name = "shop.service",
        Type = "simple",
        ActiveState = active,
        SubState = sub,
        Result = result,
        ExitStatus = exit,
        Restarts = restarts,
        Restart = restarts > 0 ? "always" : "no",
        Command = "/usr/bin/gunicorn --bind 127.0.0.1:3000 wsgi",
        ChangedAt = Staged.Now.AddSeconds(-40),
    };

    private static ManagedProgram Program(string manager, string state) =>
        new() { Manager = manager, Name = "shop", State = state, Command = "/usr/bin/gunicorn --bind 127.0.0.1:3000 wsgi", Directory = "/srv/shop" };

    private static string Site() => "    server {\n        listen 80;\n        server_name shop.example;\n        location / {\n            proxy_pass http://127.0.0.1:3000;\n        }\n    }";

    private static string Php() =>
        "    server {\n        listen 80;\n        server_name shop.example;\n        location ~ \\.php$ {\n            fastcgi_pass 127.0.0.1:9000;\n        }\n    }";
}
