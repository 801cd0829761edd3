using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The recorded cases that are staged rather than captured: written by blessing, compared otherwise.</summary>
[Collection("cases")]
public sealed partial class StagedCases
{
    private static readonly Dictionary<string, Func<Staged>> Cases = new()
    {
        ["UpstreamDown/the-service-failed"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .ConnectFailed("http://127.0.0.1:3000/").Access(200, minutesAgo: 9).Access(502)
            .Unit("shop.service", "failed", "failed", "exit-code", 1, "/usr/bin/node /srv/shop/server.js"),
        ["UpstreamDown/stale-socket"] = () => Staged.Http(Site("http://unix:/run/shop/gunicorn.sock"))
            .ConnectFailed("http://unix:/run/shop/gunicorn.sock:/").Access(502)
            .Socket("/run/shop/gunicorn.sock", Left()),
        ["UpstreamDown/remote-host"] = () => Staged.Http(Site("http://192.0.2.10:8080"))
            .Refuses("192.0.2.10:8080").ConnectFailed("http://192.0.2.10:8080/").Access(502),
        ["UpstreamDown/offline"] = () => Staged.Http(Site("http://127.0.0.1:3000")).Offline()
            .ConnectFailed("http://127.0.0.1:3000/").Access(502),
        ["UpstreamDown/over-since.not"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .App("node server.js", "127.0.0.1:3000", Protocol.Http, startedMinutesAgo: 1)
            .ConnectFailed("http://127.0.0.1:3000/").Access(502),
        ["UpstreamDown/listens-elsewhere.not"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .App("node /srv/shop/server.js", "127.0.0.1:3001", Protocol.Http)
            .ConnectFailed("http://127.0.0.1:3000/").Access(502),

        ["WrongPort/node-moved"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .App("node server.js", "127.0.0.1:3001", Protocol.Http, startedMinutesAgo: 4, unit: "shop.service", directory: "/srv/shop")
            .ConnectFailed("http://127.0.0.1:3000/").Access(200, minutesAgo: 9).Access(502),
        ["WrongPort/php-fpm"] = () => Staged.Http(Php("127.0.0.1:9001"))
            .App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", "127.0.0.1:9000", Protocol.FastCgi)
            .App("python3 cache.py", "127.0.0.1:6379", Protocol.Memcached, pid: 5000)
            .ConnectFailed("fastcgi://127.0.0.1:9001").Access(502),
        ["WrongPort/only-the-protocol-fits"] = () => Staged.Http(Site("http://127.0.0.1:3000", "_"))
            .App("node server.js", "0.0.0.0:8080", Protocol.Http).ConnectFailed("http://127.0.0.1:3000/").Access(502),
        ["WrongPort/stranger-ran-before.not"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .App("python3 /opt/exporter/server.py 9100", "127.0.0.1:9100", Protocol.Http)
            .ConnectFailed("http://127.0.0.1:3000/").Access(200, minutesAgo: 9).Access(502),
        ["WrongPort/claimed-by-another-location.not"] = () => Staged.Http(
                "    server {\n        listen 80;\n        location / {\n            proxy_pass http://127.0.0.1:3000;\n        }\n"
                + "        location /api/ {\n            proxy_pass http://127.0.0.1:3001;\n        }\n    }")
            .App("node /srv/api/server.js", "127.0.0.1:3001", Protocol.Http).ConnectFailed("http://127.0.0.1:3000/").Access(502),
        ["WrongPort/speaks-something-else.not"] = () => Staged.Http(Site("http://127.0.0.1:3000"))
            .App("shop-queue", "127.0.0.1:3001", Protocol.Memcached).ConnectFailed("http://127.0.0.1:3000/").Access(502),

        ["BindMismatch/loopback-only"] = () => Staged.Http(Site("http://10.77.0.1:5000")).Address("10.77.0.1")
            .App("gunicorn --bind 127.0.0.1:5000 shop:app", "127.0.0.1:5000", Protocol.Http).ConnectFailed("http://10.77.0.1:5000/").Access(502),
        ["BindMismatch/other-family"] = () => Staged.Http(Site("http://127.0.0.1:5000"))
            .App("java -jar shop.jar", "[::]:5000", Protocol.Http).ConnectFailed("http://127.0.0.1:5000/").Access(502),
        ["BindMismatch/nobody-on-that-port.not"] = () => Staged.Http(Site("http://10.77.0.1:5000")).Address("10.77.0.1")
            .ConnectFailed("http://10.77.0.1:5000/").Access(502),
        ["BindMismatch/localhost-of-one-family.not"] = () => Staged.Http(Site("http://localhost:5000")).Name("localhost", "::1")
            .App("gunicorn shop:app", "127.0.0.1:5000", Protocol.Http).ConnectFailed("http://[::1]:5000/").Access(502),

        ["LocalhostIpv6/retried"] = () => Staged.Http(Site("http://localhost:3000")).Name("localhost", "::1", "127.0.0.1")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).ConnectFailed("http://[::1]:3000/").Access(200),
        ["LocalhostIpv6/not-retried"] = () => Staged.Http(Site("http://localhost:3000", more: "proxy_next_upstream off;")).Name("localhost", "::1", "127.0.0.1")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).ConnectFailed("http://[::1]:3000/").Access(200).Access(502),
        ["LocalhostIpv6/logs-only"] = () => Staged.LogsOnly().ConnectFailed("http://[::1]:3000/"),
        ["LocalhostIpv6/both-refuse.not"] = () => Staged.Http(Site("http://localhost:3000")).Name("localhost", "::1", "127.0.0.1")
            .ConnectFailed("http://[::1]:3000/").ConnectFailed("http://127.0.0.1:3000/").Access(502),
        ["LocalhostIpv6/one-family-offline.not"] = () => Staged.Http(Site("http://localhost:3000")).Offline()
            .ConnectFailed("http://127.0.0.1:3000/").Access(502),

        ["SocketMissing/php-version"] = () => Staged.Http(Php("unix:/run/php/php8.1-fpm.sock"))
            .App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", "/run/php/php8.2-fpm.sock", Protocol.FastCgi)
            .ConnectFailed("fastcgi://unix:/run/php/php8.1-fpm.sock:", "2: No such file or directory").Access(502),
        ["SocketMissing/php-fpm-stopped"] = () => Staged.Http(Php("unix:/run/php/php8.2-fpm.sock"))
            .Unit("php8.2-fpm.service", "inactive", "dead", command: "/usr/sbin/php-fpm8.2 --nodaemonize")
            .ConnectFailed("fastcgi://unix:/run/php/php8.2-fpm.sock:", "2: No such file or directory").Access(502),
        ["SocketMissing/private-tmp"] = () => Staged.Http(Site("http://unix:/tmp/shop.sock"))
            .App("gunicorn --bind unix:/tmp/shop.sock shop:app", "/tmp/shop.sock", Protocol.Http, unit: "shop.service")
            .Socket("/tmp/shop.sock", Missing("/tmp")).Probes("unix:/tmp/shop.sock", ProbeOutcome.NoSuchSocket, 2, "no such file or directory")
            .ConnectFailed("http://unix:/tmp/shop.sock:/", "2: No such file or directory").Access(502),
        ["SocketMissing/nobody-listens.not"] = () => Staged.Http(Site("http://unix:/run/shop.sock")).Socket("/run/shop.sock", Left())
            .ConnectFailed("http://unix:/run/shop.sock:/").Access(502),

        ["SocketPermission/php-fpm-owner"] = () => Staged.Http(Php("unix:/run/php/php8.2-fpm.sock"))
            .App("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", "/run/php/php8.2-fpm.sock", Protocol.FastCgi, unit: "php8.2-fpm.service")
            .Socket("/run/php/php8.2-fpm.sock", Closed("/run/php/php8.2-fpm.sock", "srw-rw---- root root"))
            .ConnectFailed("fastcgi://unix:/run/php/php8.2-fpm.sock:", "13: Permission denied").Access(502),
        ["SocketPermission/home-directory"] = () => Staged.Http(Site("http://unix:/home/deploy/shop/app.sock"))
            .App("node server.js", "/home/deploy/shop/app.sock", Protocol.Http)
            .Socket("/home/deploy/shop/app.sock", Closed("/home/deploy", "drwx------ deploy deploy"))
            .ConnectFailed("http://unix:/home/deploy/shop/app.sock:/", "13: Permission denied").Access(502),
        ["SocketPermission/healed.not"] = () => Staged.Http(Site("http://unix:/run/shop/app.sock"))
            .App("node server.js", "/run/shop/app.sock", Protocol.Http)
            .ConnectFailed("http://unix:/run/shop/app.sock:/", "13: Permission denied").Access(502),
        ["SocketPermission/missing.not"] = () => Staged.Http(Site("http://unix:/run/shop/app.sock"))
            .ConnectFailed("http://unix:/run/shop/app.sock:/", "2: No such file or directory").Access(502),

        ["DnsFailure/at-load"] = () => Staged.Http(Site("http://app.internal:3000")).Stopped().NoName("app.internal")
            .Test(new ConfigurationTest(false, "host not found in upstream \"app.internal\"", Staged.Conf, 9))
            .Error("[emerg] 900#900: host not found in upstream \"app.internal\" in /etc/nginx/nginx.conf:9"),
        ["DnsFailure/at-run-time"] = () => Staged.Http(Variable)
            .NoName("app.internal").Unresolved("app.internal", "3: Host not found").Access(502),
        ["DnsFailure/ipv6-question-fails"] = () => Staged.Http(Variable)
            .Name("app.internal", "127.0.0.1").Replies("app.internal", ipv6: true, 3, "no such name (NXDOMAIN)").App("node server.js", "127.0.0.1:3000", Protocol.Http)
            .Unresolved("app.internal", "3: Host not found").Access(502),
        ["DnsFailure/resolver-mute"] = () => Staged.Http(Variable)
            .NoName("app.internal").Replies("app.internal", ipv6: false, null, "no answer within 1.5 s").Replies("app.internal", ipv6: true, null, "no answer within 1.5 s")
            .Unresolved("app.internal", "110: Operation timed out").Access(502),
        ["DnsFailure/known-to-nginx-alone.not"] = () => Staged.Http(Variable)
            .NoName("app.internal").Replies("app.internal", ipv6: false, 0, "127.0.0.1", "127.0.0.1").Replies("app.internal", ipv6: true, 0, "the name has no IPv6 address")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).Access(200),
        ["DnsFailure/resolves-but-is-down.not"] = () => Staged.Http(Site("http://app.internal:3000")).Name("app.internal", "127.0.0.1")
            .ConnectFailed("http://127.0.0.1:3000/").Access(502),
    };

    private const string Variable =
        "    server {\n        listen 80;\n        server_name shop.example;\n        resolver 127.0.0.1 valid=1s;\n        location / {\n"
        + "            set $backend app.internal;\n            proxy_pass http://$backend:3000;\n        }\n    }";

    private static readonly Dictionary<string, Func<Staged>> All =
        new[] { Cases, ConversationCases.All, NginxItselfCases.All, NetworkCases.All, ServiceCases.All, TlsCases.All, AnswerCases.All, CapacityCases.All }.SelectMany(c => c).ToDictionary();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_staged_case_is_the_recorded_one(string name)
    {
        using var scene = new MemoryStream();
        SceneFile.Write(scene, All[name]().Scene());
        var (room, file) = (name.Split('/')[0], name.Split('/')[1]);
        var group = CauseCatalog.All.Single(c => c.GetType().Name == room).Profile.Group;
        var folder = Directory.CreateDirectory(Repository.Path("src", "Gatemedic.Causes", group.ToString(), room, "cases"));
        Repository.Golden(Path.Combine(folder.FullName, file + ".case"), System.Text.Encoding.UTF8.GetString(scene.ToArray()));
    }

    private static string Site(string target, string name = "shop.example", string more = "") =>
        $"    server {{\n        listen 80;\n        server_name {name};\n        location / {{\n            proxy_pass {target};\n{(more.Length == 0 ? "" : $"            {more}\n")}        }}\n    }}";

    private static string Php(string target) =>
        "    server {\n        listen 80;\n        root /var/www/html;\n        location ~ \\.php$ {\n"
        + $"            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\n            fastcgi_pass {target};\n        }}\n    }}";

    private static SocketPathFacts Left() => new() { Kind = "socket", Mode = 0b110_110_110, Owner = "www-data", Group = "www-data", WorkerMayConnect = true };

    private static SocketPathFacts Missing(string nearest) => new() { Kind = "missing", WorkerMayConnect = false, NearestDirectory = nearest };

    private static SocketPathFacts Closed(string obstacle, string mode) => new()
    {
        Kind = "socket",
        Mode = 0b110_110_000,
        Owner = mode.Split(' ')[1],
        Group = mode.Split(' ')[2],
        HasListener = true,
        WorkerMayConnect = false,
        Obstacle = obstacle,
        ObstacleMode = mode,
    };
}
