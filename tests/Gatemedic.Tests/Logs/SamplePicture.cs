using System.Collections.Immutable;
using Gatemedic.Logs;
using static Gatemedic.SampleTimes;

namespace Gatemedic;

/// <summary>The pictures behind <see cref="SampleReports"/>.</summary>
internal static class SamplePicture
{
    private const string App = "127.0.0.1:3000";
    private const string Twin = "127.0.0.1:3001";
    private const string Php = "unix:/run/php/php8.2-fpm.sock";

    /// <summary>An hour with a killed application and a saturated pool.</summary>
    public static LogPicture Incident(
        FailureReason refused, FailureReason timeout, FailureReason noLive, FailureReason closed, FailureReason passed, FailureReason gaveUp)
    {
        var killed = Both(Burst(18, 4), Burst(41, 6), 1.4);
        return new LogPicture
        {
            From = From,
            To = To,
            Requests = 120_544,
            Sources =
            [
                new SourcePicture("/var/log/nginx/access.log.1", LogDialect.NginxAccess, 21_204_113, 101_220, 0, "$remote_addr - $remote_user [$time_local] \"$request\" $status $upstream_addr $upstream_response_time", null) { From = From, To = At(44) },
                new SourcePicture("/var/log/nginx/access.log", LogDialect.NginxAccess, 4_011_902, 19_324, 0, "$remote_addr - $remote_user [$time_local] \"$request\" $status $upstream_addr $upstream_response_time", null) { From = At(44), To = To },
                new SourcePicture("/var/log/nginx/error.log", LogDialect.NginxError, 912_330, 2_904, 3, null, null) { From = At(2), To = At(59.9) },
                new SourcePicture("/var/log/kern.log", LogDialect.Mixed, 41_022, 398, 371, null, "the file was cut to nothing while it was read") { From = At(-30), To = To },
                new SourcePicture("/var/log/php8.2-fpm.log", LogDialect.Mixed, 2_310, 22, 0, null, null) { From = At(1), To = At(55) },
            ],
            Statuses =
            [
                new StatusPicture(200, 116_004, From, To, Series(116_004, Steady(0, 60))),
                new StatusPicture(304, 2_163, From, To, Series(2_163, Steady(0, 60))),
                new StatusPicture(499, 55, At(20), At(57), Series(55, Steady(20, 58))),
                new StatusPicture(502, 1_951, At(18.2), At(59.9), Series(1_951, killed)),
                new StatusPicture(503, 60, At(5), At(55), Series(60, Steady(5, 55))),
                new StatusPicture(504, 311, At(29), At(48), Series(311, Burst(29, 7))),
            ],
            Latency = new LatencyPicture(120_544, 0.018, 0.11, 0.34, 4.2, 60.01),
            Reasons =
            [
                Reason(refused, 1_602, At(18.2), At(59.9), Series(1_602, killed), new Rhythm("bursts", [new(At(41), At(52), 1001), new(At(18.2), At(25), 560)]), "502", App, "shop.example/api/orders/*",
                    "2026/07/14 14:39:54 [error] 812#812: *99120 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.9, server: shop.example, request: \"GET /api/orders/812 HTTP/1.1\", upstream: \"http://127.0.0.1:3000/api/orders/812\", host: \"shop.example\""),
                Reason(timeout, 311, At(29), At(48), Series(311, Burst(29, 7)), new Rhythm("burst", [new(At(29), At(43), 300)]), "504", Php, "shop.example/checkout.php",
                    "2026/07/14 14:28:01 [error] 812#812: *98111 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 203.0.113.77, server: shop.example, request: \"POST /checkout.php HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/php8.2-fpm.sock\", host: \"shop.example\"") with { Ambiguous = 12 },
                Reason(noLive, 240, At(19), At(52), Series(240, Burst(42, 4)), new Rhythm("burst", [new(At(42), At(50), 238)]), "502", "app", "shop.example/api/cart",
                    "2026/07/14 14:30:02 [error] 812#812: *98810 no live upstreams while connecting to upstream, client: 203.0.113.12, server: shop.example, request: \"GET /api/cart HTTP/1.1\", upstream: \"http://app/api/cart\", host: \"shop.example\""),
                Reason(closed, 109, At(21), At(58), Series(109, Steady(21, 59)), new Rhythm("steady", []), "502", Twin, "shop.example/api/search",
                    "2026/07/14 14:37:40 [error] 812#812: *99001 upstream prematurely closed connection while reading response header from upstream, client: 203.0.113.14, server: shop.example, request: \"GET /api/search?q=%E6%BC%A2 HTTP/1.1\", upstream: \"http://127.0.0.1:3001/api/search?q=%E6%BC%A2\", host: \"shop.example\"") with { Ambiguous = 109 },
                Reason(passed, 60, At(5), At(55), Series(60, Steady(5, 55)), new Rhythm("steady", []), "503", "127.0.0.1:9100", "admin.shop.example/metrics", "203.0.113.5 - - [14/Jul/2026:14:35:01 +0200] \"GET /metrics HTTP/1.1\" 503 127.0.0.1:9100 0.002"),
                Reason(gaveUp, 55, At(20), At(57), Series(55, Steady(20, 58)), new Rhythm("steady", []), "499", Php, "shop.example/report/*", "203.0.113.5 - - [14/Jul/2026:14:37:00 +0200] \"GET /report/7 HTTP/1.1\" 499 unix:/run/php/php8.2-fpm.sock 12.011"),
            ],
            Errors =
            [
                Error("connect-failed", "connect() failed", "connecting to upstream", App, 1_842, "error", 18.2, 59.9),
                Error("worker-exited", "worker process 811 exited on signal 9", null, null, 1, "alert", 17.9, 17.9),
            ],
            Peers =
            [
                Peer("http", App, 41_020, 1_842, [new("200", 39_178), new("502", 1_842)], 18.2, 59.9, new LatencyPicture(39_178, 0.014, 0.06, 0.12, 0.9, 30.1), Latencies(0.014, 17, 24, 4), Series(1_842, killed)),
                Peer("fastcgi", Php, 12_411, 311, [new("200", 12_045), new("504", 311), new("-", 55)], 29, 48, new LatencyPicture(12_411, 0.21, 1.9, 12.4, 60, 60.01), Latencies(0.21, 28, 46, 9), Series(311, Burst(29, 7))),
                Peer("http", Twin, 40_998, 109, [new("200", 40_889), new("502", 109)], 21, 58, new LatencyPicture(40_889, 0.016, 0.07, 0.18, 1.4, 30.2), Latencies(0.016, 41, 52, 6), Series(109, Steady(21, 59))),
                Peer("http", "127.0.0.1:9100", 612, 60, [new("200", 552), new("503", 60)], 5, 55, new LatencyPicture(612, 0.002, 0.003, 0.004, 0.02, 0.11), Latencies(0.002, 70, 70, 1), Series(60, Steady(5, 55))),
                new PeerPicture { Scheme = "http", Address = "app", Tries = 240, Failures = 240, Statuses = [new("502", 240)], FirstFailure = At(19), LastFailure = At(52), Errors = 240 },
            ],
            Servers =
            [
                new ServerPicture("shop.example", 98_320, 2_316, 2_780) { FirstFailure = At(18.2), LastFailure = At(59.9) },
                new ServerPicture("admin.shop.example", 700, 61, 0) { FirstFailure = At(5), LastFailure = At(55) },
                new ServerPicture("static.shop.example", 21_524, 0, 0),
            ],
            Routes =
            [
                Route("shop.example", "/api/orders/*", "/api/orders/812", 1_204, 0, [new("502", 1_204)], 18.2, 59.9),
                Route("shop.example", "/api/cart", "/api/cart", 508, 12, [new("502", 488), new("499", 20)], 18.4, 59),
                Route("shop.example", "/checkout.php", "/checkout.php", 311, 0, [new("504", 311)], 29, 48),
                Route("shop.example", "/api/search", "/api/search", 109, 0, [new("502", 109)], 21, 58),
                Route("admin.shop.example", "/metrics", "/metrics", 60, 0, [new("503", 60)], 5, 55),
            ],
            Witnesses =
            [
                Witness("kernel", null, "oom-kill", 2, "Out of memory: Killed process 4711 (node) total-vm:2210340kB, anon-rss:1904332kB", "kern.log", 18.15, 41),
                Witness("systemd", "app.service", "unit-failed", 31, "app.service: Main process exited, code=killed, status=9/KILL", "syslog", 18.16, 59),
                Witness("php-fpm", "www", "fpm-max-children", 3, "[pool www] server reached pm.max_children setting (5), consider raising it", "php8.2-fpm.log", 30.03, 44),
                Witness("node", "app", "other", 240, "Server listening on http://127.0.0.1:3000", "app.log", 1, 59),
            ],
            Losses = ["1,204 more routes are counted together", "the error log wrote 31 lines that were cut at 2048 bytes"],
        };
    }

    /// <summary>A text in every place where the bytes of a log can get to.</summary>
    public static LogPicture Saying(LogPicture picture, string text)
    {
        ImmutableArray<Counted> counted = [new(text, 7), new(text + "2", 3)];
        return picture with
        {
            Sources = [.. picture.Sources.Select(s => s with { Name = text, Format = text, Cut = text })],
            Errors = [.. picture.Errors.Select(e => e with { Group = e.Group with { Signature = text, Scheme = text, Peer = e.Group.Peer is null ? null : text, Action = text, Server = text, Fields = e.Group.Fields.Add("name", text), Samples = [.. e.Group.Samples.Select(s => s with { Message = text, Line = text, Source = text, Level = text })] } })],
            Reasons = [.. picture.Reasons.Select(r => r with { Peers = counted, Servers = counted, Routes = counted, Statuses = counted, Quotes = [new(text, text)] })],
            Peers = [.. picture.Peers.Select(p => p with { Address = text, Scheme = text, Statuses = counted })],
            Servers = [.. picture.Servers.Select(s => s with { Name = text })],
            Routes = [.. picture.Routes.Select(r => r with { Host = text, Path = text, Example = text, Statuses = counted })],
            Witnesses = [.. picture.Witnesses.Select(w => w with { Program = text, Unit = text, Signature = text, Samples = [.. w.Samples.Select(s => s with { Program = text, Unit = text, Message = text, Line = text, Source = text, Level = text, Signature = text })] })],
            Losses = [text],
        };
    }

    /// <summary>Every list so many times as long.</summary>
    public static LogPicture Multiply(LogPicture picture, int times) => picture with
    {
        Sources = Many(picture.Sources, times),
        Errors = Many(picture.Errors, times),
        Reasons = Many(picture.Reasons, times),
        Peers = Many(picture.Peers, times),
        Servers = Many(picture.Servers, times),
        Routes = Many(picture.Routes, times),
        Witnesses = Many(picture.Witnesses, times),
        Losses = Many(picture.Losses, times),
    };

    private static ImmutableArray<T> Many<T>(ImmutableArray<T> items, int times) => [.. Enumerable.Repeat(items, times).SelectMany(i => i)];

    private static ReasonPicture Reason(FailureReason reason, long count, DateTimeOffset first, DateTimeOffset last, TimeSeries times, Rhythm rhythm, string status, string peer, string route, string line) => new()
    {
        Reason = reason,
        Count = count,
        CountsRequests = true,
        Statuses = [new(status, count)],
        First = first,
        Last = last,
        Times = times,
        Rhythm = rhythm,
        Peers = [new(peer, count)],
        Servers = [new(route[..route.IndexOf('/', StringComparison.Ordinal)], count)],
        Routes = [new(route, count)],
        Quotes = [new(line.StartsWith("2026", StringComparison.Ordinal) ? $"/var/log/nginx/error.log@{count * 311}" : $"/var/log/nginx/access.log@{count * 211}", line)],
    };

    private static ErrorPicture Error(string signature, string message, string? action, string? peer, long count, string level, double first, double last) => new(
        new ErrorGroup
        {
            Signature = signature,
            Scheme = peer is null ? null : "http",
            Peer = peer,
            Action = action,
            Count = count,
            First = At(first),
            Last = At(last),
            Samples = [new ErrorEvent { Signature = signature, Time = At(last), Level = level, Message = message, Source = "error.log:120", Line = $"[{level}] {message}" }],
        },
        Series(count, Steady(Math.Floor(first), Math.Floor(last) + 1)),
        new Rhythm("steady", []));

    private static PeerPicture Peer(
        string scheme, string address, long tries, long failures, ImmutableArray<Counted> statuses, double first, double last, LatencyPicture response, ImmutableArray<LatencyPoint> points, TimeSeries times) => new()
        {
            Scheme = scheme,
            Address = address,
            Tries = tries,
            Failures = failures,
            Statuses = statuses,
            Errors = failures,
            FirstFailure = At(first),
            LastFailure = At(last),
            Times = times,
            Response = response,
            ResponseTimes = points,
        };

    private static RoutePicture Route(string host, string path, string example, long failures, long error, ImmutableArray<Counted> statuses, double first, double last) =>
        new() { Host = host, Path = path, Example = example, Failures = failures, Error = error, Statuses = statuses, First = At(first), Last = At(last) };

    private static WitnessGroup Witness(string program, string? unit, string signature, long count, string message, string log, double first, double last) => new()
    {
        Program = program,
        Unit = unit,
        Signature = signature,
        Count = count,
        First = At(first),
        Last = At(last),
        Times = Series(count, Steady(Math.Floor(first), Math.Floor(last) + 1)),
        Samples = [.. new[] { last, last - 1 }.Select((m, i) => new WitnessEvent { Program = program, Unit = unit, Signature = signature, Time = At(m), Message = message, Source = $"{log}:{88 - i}", Line = message })],
    };
}
