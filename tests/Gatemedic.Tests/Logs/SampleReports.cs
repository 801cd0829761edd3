using Gatemedic.Causes;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Reporting;
using static Gatemedic.SampleTimes;

namespace Gatemedic;

/// <summary>Log reports to be rendered: an incident told by every kind of log, and what is at the edges of it.</summary>
internal static class SampleReports
{
    /// <summary>The reader's zone in all of them.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone("Europe/Berlin", TimeSpan.FromHours(2), null, null);

    private static readonly FailureReason Refused = new("connection-refused", "502", "connection refused by the upstream");
    private static readonly FailureReason ReadTimeout = new("read-timeout", "504", "the upstream did not answer within the read time-out");
    private static readonly FailureReason NoLive = new("no-live-upstreams", "502", "no peer of the group was left");
    private static readonly FailureReason Closed = new("closed-early", "502", "the upstream closed the connection before it answered");
    private static readonly FailureReason Passed = new("upstream-answered", "503", "the upstream itself answered so");
    private static readonly FailureReason GaveUp = new("client-gave-up", "499", "the client gave up waiting");

    /// <summary>The application at one peer is killed for memory, its twin is overrun, PHP runs out of children.</summary>
    public static LogReport Incident() => new()
    {
        Now = To.AddSeconds(10),
        Duration = TimeSpan.FromMilliseconds(430),
        Window = new LogWindow(From, null),
        Picture = SamplePicture.Incident(Refused, ReadTimeout, NoLive, Closed, Passed, GaveUp),
        Causes =
        [
            new PointedCause("oom-killed", 0.86, "The kernel killed node (pid 4711) for memory at 13:58:09, two seconds before the first refused connection to 127.0.0.1:3000, and systemd started it again 31 times since.", [new("kern.log:88", "Jul 14 13:58:09 web1 kernel: Out of memory: Killed process 4711 (node) total-vm:2210340kB")]),
            new PointedCause("php-fpm-saturated", 0.71, "php-fpm warns that pool www reached pm.max_children while requests to its socket ran into the read time-out.", [new("php8.2-fpm.log:12", "[14-Jul-2026 14:10:02] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it")]),
            new PointedCause("upstream-returned-502", 0.3, "127.0.0.1:9100 answered 503 by itself; nginx passed it on.", []),
        ],
        Locations =
        [
            new FailingLocation("shop.example", "/api/", "http://app", "/etc/nginx/sites-enabled/shop.conf", 24, 1712),
            new FailingLocation("shop.example", "~ \\.php$", "unix:/run/php/php8.2-fpm.sock", "/etc/nginx/sites-enabled/shop.conf", 41, 344),
            new FailingLocation("admin.shop.example", null, "http://127.0.0.1:9100", "/etc/nginx/sites-enabled/admin.conf", 7, 61),
        ],
        Advice =
        [
            new LogAdvice("the log format \"main\" lacks $upstream_connect_time", "It tells a slow connection from a slow answer.", [new("/etc/nginx/nginx.conf", "--- /etc/nginx/nginx.conf\n+++ /etc/nginx/nginx.conf\n@@ -14,3 +14,3 @@\n     log_format main '$remote_addr - $remote_user [$time_local] \"$request\" '\n-                    '$status $upstream_addr $upstream_response_time';\n+                    '$status $upstream_addr $upstream_response_time $upstream_connect_time';\n")]),
        ],
        Blind = [new Blindness("the journal of gunicorn.service", "permission denied", "run as root or as a member of the group systemd-journal")],
    };

    /// <summary>Nothing was read.</summary>
    public static LogReport Empty() => new() { Now = To, Duration = TimeSpan.FromMilliseconds(3), Window = LogWindow.All, Picture = new LogPicture() };

    /// <summary>Logs without any failure.</summary>
    public static LogReport Clean() => Empty() with
    {
        Picture = new LogPicture
        {
            From = From,
            To = To,
            Requests = 4210,
            Sources = [new SourcePicture("/var/log/nginx/access.log", LogDialect.NginxAccess, 812_331, 4210, 0, "$remote_addr $status", null) { From = From, To = To }],
            Statuses = [new StatusPicture(200, 4210, From, To, Series(4210, Steady(0, 60)))],
            Servers = [new ServerPicture("shop.example", 4210, 0, 0)],
        },
    };

    /// <summary>One error line of an error log, years ago.</summary>
    public static LogReport Tiny() => Empty() with
    {
        Picture = new LogPicture
        {
            From = From.AddYears(-3),
            To = From.AddYears(-3),
            Sources = [new SourcePicture("error.log", LogDialect.NginxError, 230, 1, 0, null, null)],
            Reasons =
            [
                new ReasonPicture
                {
                    Reason = Refused,
                    Count = 1,
                    CountsRequests = false,
                    First = From.AddYears(-3),
                    Last = From.AddYears(-3),
                    Times = new TimeSeries(TimeSpan.FromSeconds(1), From.AddYears(-3), [1]),
                    Rhythm = new Rhythm("once", []),
                    Peers = [new("127.0.0.1:3000", 1)],
                    Quotes = [new("error.log:1", "2023/07/14 11:40:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream")],
                },
            ],
            Peers = [new PeerPicture { Scheme = "http", Address = "127.0.0.1:3000", Errors = 1, FirstFailure = From.AddYears(-3), LastFailure = From.AddYears(-3) }],
        },
    };

    /// <summary>The incident with a text in every place where text of a log can stand.</summary>
    public static LogReport Saying(string text)
    {
        var incident = Incident();
        return incident with
        {
            Picture = SamplePicture.Saying(incident.Picture, text),
            Causes = [.. incident.Causes.Select(c => c with { Because = text, Quotes = [new(text, text)] })],
            Locations = [.. incident.Locations.Select(l => new FailingLocation(text, text, text, text, 1, 5))],
            Advice = [new LogAdvice(text, text, [new(text, $"--- {text}\n+++ {text}\n-{text}\n+{text}\n")])],
            Blind = [new Blindness(text, text, text)],
        };
    }

    /// <summary>Every list as long as a picture may grow, every text as long as a line may be.</summary>
    public static LogReport Huge()
    {
        var incident = Saying(string.Concat(Enumerable.Repeat("<漢字 & \"half\"> /very/long/path ", 64)));
        return incident with
        {
            Picture = SamplePicture.Multiply(incident.Picture, 400),
            Locations = [.. Enumerable.Repeat(incident.Locations, 400).SelectMany(l => l)],
            Causes = [.. Enumerable.Repeat(incident.Causes, 40).SelectMany(c => c)],
            Advice = [.. Enumerable.Repeat(incident.Advice, 400).SelectMany(a => a)],
            Blind = [.. Enumerable.Repeat(incident.Blind, 400).SelectMany(b => b)],
        };
    }
}
