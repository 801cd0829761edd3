using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using static Gatemedic.Causes.CapacityStages;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>The staged cases of hosts that run out of something. Log lines are those of nginx 1.22.1 and PHP-FPM 8.2 in the lab.</summary>
internal static class CapacityCases
{
    private const string Reading = "reading response header from upstream";
    private const string Connecting = "connecting to upstream";
    private const string TimedOut = "upstream timed out (110: Connection timed out)";
    private const string Body = "/var/lib/nginx/body";
    private const long Mega = 1L << 20;

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["PhpFpmSaturated/all-five-busy"] = () => Php().Pool(5, 5, 7).Memory(900).Probed($"unix:{FpmSocket}", Silent())
            .Said(TimedOut, Reading, $"fastcgi://unix:{FpmSocket}", "/index.php").Access(504, "/index.php").Witnessed("/var/log/php8.2-fpm.log", LimitReached(5, 9), FpmMaster),
        ["PhpFpmSaturated/full-and-no-memory"] = () => Php().Pool(4, 4, 512).Memory(60).Probed($"unix:{FpmSocket}", QueueFull())
            .ConnectFailed($"fastcgi://unix:{FpmSocket}:", "11: Resource temporarily unavailable").Access(502),
        ["PhpFpmSaturated/its-status-page-says-so"] = () => Busy(new FpmLoad { Pool = "www", Manager = "dynamic", Active = 5, Total = 5, Queue = 3, LongestQueue = 9, LimitReached = 2 }),
        ["PhpFpmSaturated/busy-below-its-limit.not"] = () => Php().Pool(4, 5, 0).Memory(900)
            .Said(TimedOut, Reading, $"fastcgi://unix:{FpmSocket}", "/report.php").Access(504, "/report.php").Access(200, "/index.php"),
        ["PhpFpmSaturated/a-child-is-idle.not"] = () => Busy(new FpmLoad { Pool = "www", Manager = "static", Active = 3, Idle = 2, Total = 5 }),
        ["PhpFpmSaturated/an-hour-ago.not"] = () => Php().Pool(5, 5, 0).Memory(900).Access(200, "/index.php").Witnessed("/var/log/php8.2-fpm.log", LimitReached(5, 61), FpmMaster),
        ["PhpFpmSaturated/the-pool-is-stopped.not"] = () => StoppedPool(),

        ["BacklogOverflow/gunicorn-is-stopped"] = () => Location("proxy_pass http://unix:/run/shop.sock;").App("gunicorn --bind unix:/run/shop.sock --backlog 64 shop:app", "/run/shop.sock", Protocol.Http)
            .Holds([4711], p => p with { State = 'T' }).Queue("/run/shop.sock", 65, 64).Probed("unix:/run/shop.sock", QueueFull())
            .ConnectFailed("http://unix:/run/shop.sock:/", "11: Resource temporarily unavailable").Access(502),
        ["BacklogOverflow/node-computes"] = () => Node().Holds([4711], p => p with { State = 'R' }).Queue(Peer, 129, 128).Probed(Peer, Unanswered())
            .Said(TimedOut, Connecting, $"http://{Peer}/").Access(504),
        ["BacklogOverflow/the-kernel-cuts-it"] = () => Location($"uwsgi_pass {Peer};").App("uwsgi --socket 127.0.0.1:3000 --listen 4096 --wsgi-file app.py", Peer, Protocol.Uwsgi)
            .Queue(Peer, 129, 128).Probed(Peer, Unanswered()).With(s => s with { LongestBacklog = Section.Seen(128) }).Said(TimedOut, Connecting, $"uwsgi://{Peer}").Access(504),
        ["BacklogOverflow/the-pool-is-stopped"] = () => StoppedPool(),
        ["BacklogOverflow/drained-since.not"] = () => Location("proxy_pass http://unix:/run/shop.sock;").App("gunicorn --bind unix:/run/shop.sock shop:app", "/run/shop.sock", Protocol.Http)
            .Queue("/run/shop.sock", 0, 2048).ConnectFailed("http://unix:/run/shop.sock:/", "11: Resource temporarily unavailable").Access(502).Access(200, minutesAgo: 1),
        ["BacklogOverflow/a-remote-host-is-silent.not"] = () => Location("proxy_pass http://10.0.0.9:3000;").Said(TimedOut, Connecting, "http://10.0.0.9:3000/").Access(504),

        ["FdLimit/socket-and-accept"] = () => Node().Worker(1024, 1024)
            .Error("[crit] 812#812: accept4() failed (24: Too many open files)").Fails500("[alert] 812#812: *7 socket() failed (24: Too many open files)"),
        ["FdLimit/the-whole-machine"] = () => Node().Worker(300, 65_536).Memory(900)
            .With(s => s with { Machine = Section.Seen(s.Machine!.Seen! with { OpenFiles = 400_000 }) }).Fails500("[alert] 812#812: *7 socket() failed (23: Too many open files in system)"),
        ["FdLimit/by-its-log-alone"] = () => Staged.LogsOnly().Fails500("[alert] 812#812: *7 socket() failed (24: Too many open files)"),
        ["FdLimit/raised-and-reloaded.not"] = () => Node("worker_rlimit_nofile 4096;\n").Worker(120, 4096).EditedMinutesAgo(1).Fails500("[alert] 812#812: *7 socket() failed (24: Too many open files)"),
        ["FdLimit/a-peak-that-is-over.not"] = () => Node().Worker(80, 1024).Fails500("[alert] 812#812: *7 socket() failed (24: Too many open files)", minutesAgo: 9),

        ["WorkerConnections/while-connecting"] = () => Node(events: "worker_connections 768;").Worker(770, 65_536).Fails500("[alert] 812#812: *7 768 worker_connections are not enough"),
        ["WorkerConnections/clients-are-dropped"] = () => Node(events: "worker_connections 64;").Worker(70, 100)
            .Error("[alert] 812#812: 64 worker_connections are not enough").Error("[warn] 812#812: 64 worker_connections are not enough, reusing connections"),
        ["WorkerConnections/raised-since.not"] = () => Node(events: "worker_connections 4096;").Worker(70, 65_536).EditedMinutesAgo(1).Fails500("[alert] 812#812: *7 768 worker_connections are not enough"),
        ["WorkerConnections/out-of-files-instead.not"] = () => Node(events: "worker_connections 4096;").Worker(1024, 1024).Fails500("[alert] 812#812: *7 socket() failed (24: Too many open files)"),

        ["UpstreamFdLimit/it-accepts-nothing"] = () => Node().Files(4711, 1024, 1024).Queue(Peer, 40, 511).Probed(Peer, Silent()).Said(TimedOut, Reading, $"http://{Peer}/").Access(504),
        ["UpstreamFdLimit/its-log-says-so"] = () => Node().Files(4711, 1021, 1024).Probed(Peer, Fails(ProbeStage.Header, ProbeOutcome.Reset, "header: connection reset by peer (104)", null, null))
            .Witnessed("/var/log/shop.log", Line("node", "node-fd-limit", "Error: accept EMFILE", 1), 4711).Said("recv() failed (104: Connection reset by peer)", Reading, $"http://{Peer}/").Access(502),
        ["UpstreamFdLimit/many-files-and-more-to-spare.not"] = () => Node().Files(4711, 9000, 65_536).Probed(Peer, Silent()).Said(TimedOut, Reading, $"http://{Peer}/").Access(504),
        ["UpstreamFdLimit/at-its-limit-and-well.not"] = () => Node().Files(4711, 1023, 1024).Access(200),

        ["DiskFull/an-upload"] = () => Node().DebianPaths().Room(Body, "/var", 0, 20_000 * Mega).Refused("pwrite() \"/var/lib/nginx/body/0000000001\" failed (28: No space left on device)"),
        ["DiskFull/no-inode-left"] = () => Node().DebianPaths().Room(Body, "/var", 9_000 * Mega, 20_000 * Mega, freeInodes: 0)
            .Refused("open() \"/var/lib/nginx/body/0000000001\" failed (28: No space left on device)"),
        ["DiskFull/a-response-larger-than-the-disk"] = () => Node("", "proxy_temp_path /srv/spool;").DebianPaths().Room("/srv/spool", "/srv/spool", 64 * Mega, 64 * Mega)
            .Said("pwritev() \"/srv/spool/1/00/0000000001\" has written only 4096 of 8192", "reading upstream", $"http://{Peer}/export", "/export", minutesAgo: 0),
        ["DiskFull/a-silent-log-on-the-full-disk"] = () => Node().DebianPaths().Room(Body, "/var", 0, 20_000 * Mega).Room("/var/lib/nginx/proxy", "/var", 0, 20_000 * Mega),
        ["DiskFull/another-disk-is-full.not"] = () => Node().DebianPaths().Room("/srv/data", "/srv/data", 0, 1_000 * Mega).Access(200),
        ["DiskFull/closed-to-the-worker.not"] = () => Node().DebianPaths().Room(Body, "/", 9_000 * Mega, 20_000 * Mega, mayWrite: false, obstacle: $"{Body}, drwx------ root root")
            .Refused("open() \"/var/lib/nginx/body/0000000001\" failed (13: Permission denied)"),
        ["DiskFull/room-was-made.not"] = () => Node().DebianPaths().Refused("pwrite() \"/var/lib/nginx/body/0000000001\" failed (28: No space left on device)"),
    };

    private static Staged Php() => Location($"fastcgi_pass unix:{FpmSocket};", "~ \\.php$");

    private static Staged Busy(FpmLoad load)
    {
        var staged = Php().Pool(5, 5, 0, more: [("pm.status_path", "/status"), ("pm.status_listen", "127.0.0.1:9001")]).Memory(900).Probed($"unix:{FpmSocket}", Silent())
            .Said(TimedOut, Reading, $"fastcgi://unix:{FpmSocket}", "/index.php").Access(504, "/index.php");
        staged.Witness.Pools["127.0.0.1:9001"] = new FpmStatus { Outcome = ProbeOutcome.Answered, Text = "/status: answered 200", ElapsedMs = 1, Pinged = true, Load = load };
        return staged;
    }

    private static Staged StoppedPool() => Php().Pool(5, 5, 512, state: 'T').Holds([FpmMaster], p => p with { State = 'T' }).Memory(900).Probed($"unix:{FpmSocket}", QueueFull())
        .ConnectFailed($"fastcgi://unix:{FpmSocket}:", "11: Resource temporarily unavailable").Access(502);

    private static Staged Node(string main = "", string more = "", string events = "") =>
        Staged.Whole($"{main}events {{ {events} }}\nhttp {{\n    access_log /var/log/nginx/access.log;\n    error_log /var/log/nginx/error.log;\n    server {{\n        listen 80;\n        server_name shop.example;\n        location / {{\n            {more} proxy_pass http://{Peer};\n        }}\n    }}\n}}\n")
            .App("node shop.js", Peer, Protocol.Http, unit: "shop.service");

    /// <summary>nginx fails before it comes to the upstream.</summary>
    private static Staged Fails500(this Staged staged, string beginning, int minutesAgo = 2) => staged.Error(
        $"{beginning} while connecting to upstream, client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"http://{Peer}/\", host: \"shop.example\"", minutesAgo).Access(500, minutesAgo: minutesAgo);

    /// <summary>A request body that could not be kept.</summary>
    private static Staged Refused(this Staged staged, string message) => staged.Error(
        $"[crit] 812#812: *7 {message}, client: 203.0.113.7, server: shop.example, request: \"POST /upload HTTP/1.1\", host: \"shop.example\"").Access(500, "/upload");
}
