using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>The staged cases of answers that break rules, come from another gateway, or do not come.</summary>
internal static class AnswerCases
{
    private const string Reading = "reading response header from upstream";
    private const string Closed = "upstream prematurely closed connection";
    private const string Reset = "recv() failed (104: Connection reset by peer)";

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["InvalidResponse/length-twice-after-an-upgrade"] = () => Node().Probed(Peer, Answers() with { Invalid = new InvalidPart("duplicate-content-length", "more than one Content-Length", "1.23.0") })
            .Said("upstream sent duplicate header line: \"Content-Length: 2\", previous value: \"Content-Length: 2\"", Reading, $"http://{Peer}/").Access(502).Version("1.26.3"),
        ["InvalidResponse/a-name-with-a-space"] = () => Node().Said("upstream sent invalid header: \"X Powered\\x20...\"", Reading, $"http://{Peer}/").Access(502)
            .Probed(Peer, Broken("header-line", "X ")),
        ["InvalidResponse/a-status-line-without-a-status"] = () => Node().Said("upstream sent no valid HTTP/1.0 header", Reading, $"http://{Peer}/").Access(9)
            .Probed(Peer, Broken("status-line", "HTTP/1.1 O")),
        ["InvalidResponse/a-chunk-that-is-none"] = () => Node().Said("upstream sent invalid chunked response", "reading upstream", $"http://{Peer}/").Access(200)
            .Probed(Peer, Answers() with { Invalid = new InvalidPart("chunk", "ok") }),
        ["InvalidResponse/length-twice-before-the-upgrade.not"] = () => Node().Access(200)
            .Probed(Peer, Answers() with { Invalid = new InvalidPart("duplicate-content-length", "more than one Content-Length", "1.23.0") }),
        ["InvalidResponse/a-header-too-big.not"] = () => Node().Said("upstream sent too big header", Reading, $"http://{Peer}/").Access(502).Probed(Peer, Answers(headerBytes: 9000)),

        ["UpstreamReturned502/apache-before-nobody"] = () => Node("httpd").Probed(Peer, Answers(status: 503) with { Server = "Apache/2.4.62" }).Access(503),
        ["UpstreamReturned502/one-page-and-a-silent-error-log"] = () => Node().Probed(Peer, Answers()).Access(200).Access(502, "/partner").Access(502, "/partner", 1),
        ["UpstreamReturned502/nginx-timed-out-itself.not"] = () => Node().Probed(Peer, Answers())
            .Said("upstream timed out (110: Connection timed out)", Reading, $"http://{Peer}/report", "/report").Access(504, "/report"),
        ["UpstreamReturned502/the-application-says-500.not"] = () => Node().Probed(Peer, Answers(status: 500)).Access(500).Access(404, "/x"),

        ["UpstreamReset/closes-every-time"] = () => Node().Said(Closed, Reading, $"http://{Peer}/").Access(502).Probed(Peer, ClosesAtOnce),
        ["UpstreamReset/on-another-host"] = () => Location("proxy_pass http://10.0.0.9:3000;").Probed("10.0.0.9:3000", Answers())
            .Said(Reset, Reading, "http://10.0.0.9:3000/import", "/import").Access(502, "/import"),
        ["UpstreamReset/it-is-php-fpm.not"] = () => Node().Said(Reset, Reading, $"http://{Peer}/").Access(502)
            .Probed(Peer, Fails(ProbeStage.Header, ProbeOutcome.Reset, "header: connection reset (104)", "fastcgi", "answered a FastCGI request")),
        ["UpstreamReset/answered-since.not"] = () => Node().Said(Closed, Reading, $"http://{Peer}/", minutesAgo: 9).Access(502, minutesAgo: 9).Access(200).Probed(Peer, Answers()),

        ["AppTimeoutKill/gunicorn-in-the-same-second"] = () => Node("gunicorn --timeout 30 shop:app").Said(Closed, Reading, $"http://{Peer}/report", "/report").Access(502, "/report").Probed(Peer, Answers())
            .Told("gunicorn", "gunicorn-timeout", "WORKER TIMEOUT (pid:817)"),
        ["AppTimeoutKill/php-fpm-by-its-log"] = () => Location("fastcgi_pass 127.0.0.1:9000;", "~ \\.php$").App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", "127.0.0.1:9000", Protocol.FastCgi)
            .Said(Reset, Reading, "fastcgi://127.0.0.1:9000", "/report.php").Access(502, "/report.php")
            .Told("php-fpm", "fpm-terminated", "[pool www] child 815, script '/srv/shop/report.php' (request: \"GET /report.php\") execution timed out (30.1 sec), terminating"),
        ["AppTimeoutKill/the-probe-is-cut-at-the-limit"] = () => Node("gunicorn --timeout 1 shop:app").Said(Closed, Reading, $"http://{Peer}/").Access(502)
            .Probed(Peer, ClosesAtOnce with { ElapsedMs = 1_420 }),
        ["AppTimeoutKill/long-before-the-limit.not"] = () => Node("gunicorn --timeout 30 shop:app").Said(Closed, Reading, $"http://{Peer}/").Access(502).Probed(Peer, ClosesAtOnce),
        ["AppTimeoutKill/yesterdays-kill.not"] = () => Node("gunicorn --timeout 30 shop:app").Said(Closed, Reading, $"http://{Peer}/pay", "/pay").Access(502, "/pay").Probed(Peer, Answers())
            .Told("gunicorn", "gunicorn-timeout", "WORKER TIMEOUT (pid:817)", minutesAgo: 14),

        ["KeepaliveRace/node-and-a-few-posts"] = () => Kept("node shop.js").Posted(7).Posted(2).Answered(40).Probed(Peer, Answers()),
        ["KeepaliveRace/measured"] = () => Kept("/usr/bin/shop").Posted(7).Posted(2).Answered(40).Probed(Peer, Answers())
            .Keeping(Peer, new IdleTime(true, 1_003, "closed the idle connection after 1003 ms")),
        ["KeepaliveRace/gets-that-were-sent-again-in-silence"] = () => Kept("node shop.js").Posted(7, "GET").Posted(2, "GET").Answered(40).Probed(Peer, Answers()),
        ["KeepaliveRace/every-post-to-one-path.not"] = () => Kept("node shop.js").Posted(7).Posted(2).Access(502, "/cart", 7).Access(502, "/cart", 2).Probed(Peer, Answers()),
        ["KeepaliveRace/it-waits-longer-than-nginx.not"] = () => Kept("uvicorn --timeout-keep-alive 75 shop:app").Posted(2).Access(502, "/cart").Answered(40).Probed(Peer, Answers()),
        ["KeepaliveRace/a-connection-for-each-request.not"] = () => Node().Posted(7).Posted(2).Answered(40).Probed(Peer, Answers()),

        // nginx looks a variable up among the groups first, and asks no resolver where one has that name.
        ["UpstreamDown/a-variable-that-names-a-group"] = () => Staged.Http(
                $"    upstream backend {{\n        server {Peer};\n    }}\n    server {{\n        listen 80;\n        location / {{\n            set $where backend;\n            proxy_pass http://$where;\n        }}\n    }}")
            .ConnectFailed($"http://{Peer}/").Access(502),
    };

    private static ProbeResult ClosesAtOnce => Fails(ProbeStage.Header, ProbeOutcome.ClosedEarly, "header: the peer closed the connection without a byte", null, null);

    private static ProbeResult Broken(string rule, string text) => Fails(ProbeStage.Header, ProbeOutcome.OtherProtocol, "header: invalid", null, null) with { Invalid = new InvalidPart(rule, text) };

    private static Staged Node(string command = "node shop.js") => Location($"proxy_pass http://{Peer};").App(command, Peer, Protocol.Http);

    /// <summary>An nginx that keeps its connections to the application.</summary>
    private static Staged Kept(string command) => Staged.Http(
            $"    upstream shop {{\n        server {Peer};\n        keepalive 16;\n    }}\n    server {{\n        listen 80;\n        server_name shop.example;\n"
            + "        location / {\n            proxy_http_version 1.1;\n            proxy_set_header Connection \"\";\n            proxy_pass http://shop;\n        }\n    }")
        .App(command, Peer, Protocol.Http);

    /// <summary>A request that got the end of the connection instead of an answer.</summary>
    private static Staged Posted(this Staged staged, int minutesAgo, string method = "POST") => staged.Error(
        $"[error] 812#812: *7 {Closed} while {Reading}, client: 203.0.113.7, server: shop.example, request: \"{method} /cart HTTP/1.1\", upstream: \"http://{Peer}/cart\", host: \"shop.example\"", minutesAgo);

    private static Staged Answered(this Staged staged, int times) => Enumerable.Range(0, times).Aggregate(staged, (s, turn) => s.Access(200, "/cart", 14 - (turn * 14 / times)));

    private static Staged Keeping(this Staged staged, string endpoint, IdleTime idle)
    {
        staged.Witness.Idle[endpoint] = idle;
        return staged;
    }

    private static Staged Version(this Staged staged, string version) =>
        staged.With(scene => scene with { Instances = [.. scene.Instances.Select(i => i with { Version = Section.Seen(version) })] });

    /// <summary>A record of the application's own log.</summary>
    private static Staged Told(this Staged staged, string program, string signature, string message, int minutesAgo = 2)
    {
        var time = Staged.Now.AddMinutes(-minutesAgo).AddSeconds(-1);
        var record = new WitnessEvent { Program = program, Signature = signature, Time = time, Message = message, Source = $"/var/log/{program}.log:7", Line = message };
        var group = new WitnessGroup { Program = program, Signature = signature, Count = 1, First = time, Last = time, Samples = [record] };
        return staged.With(scene => scene with
        {
            Witnesses = Section.Seen<System.Collections.Immutable.ImmutableArray<WitnessLog>>([new WitnessLog { Source = $"/var/log/{program}.log", Origin = WitnessOrigin.File, Pids = [4711], Groups = [group] }]),
        });
    }
}
