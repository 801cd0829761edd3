using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The staged cases of names that moved, resolvers that are missing, configurations not loaded, peers still held for failed, and security modules.</summary>
internal static class NginxItselfCases
{
    private const string Moved = "10.0.3.17";
    private const string Today = "10.0.3.99";
    private const string Avc = "type=AVC msg=audit(1773500280.944:51): avc:  denied  { name_connect } for  pid=812 comm=\"nginx\" dest=3000"
        + " scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:ntop_port_t:s0 tclass=tcp_socket permissive=0";

    private const string Apparmor = "type=AVC msg=audit(1773500280.944:51): apparmor=\"DENIED\" operation=\"connect\" profile=\"/usr/sbin/nginx\" name=\"/run/shop/app.sock\""
        + " pid=812 comm=\"nginx\" requested_mask=\"wr\" denied_mask=\"wr\" fsuid=33 ouid=33";

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["ResolverMissing/constant-name"] = () => Constant("").NameServers("127.0.0.53").Name("app.internal", "127.0.0.1")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).NoResolver("app.internal").Access(502),
        ["ResolverMissing/only-a-request-tells-the-name"] = () => Site("proxy_pass http://$arg_to.internal:3000;").NameServers("127.0.0.53")
            .NoResolver("blue.internal").Access(502),
        ["ResolverMissing/in-the-hosts-file-only"] = () => Constant("").NameServers("127.0.0.53").Name("app.internal", "127.0.0.1")
            .Replies("app.internal", ipv6: false, 3, "no such name (NXDOMAIN)").Replies("app.internal", ipv6: true, 3, "no such name (NXDOMAIN)")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).NoResolver("app.internal").Access(502),
        ["ResolverMissing/names-an-upstream-block.not"] = () => Staged.Http("    upstream app { server 127.0.0.1:3000; }\n" + Block("set $backend app; proxy_pass http://$backend;"))
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).Access(200),
        ["ResolverMissing/names-a-host-that-another-route-names.not"] = () => Staged.Http(
                Block("set $backend app.internal; proxy_pass http://$backend:3000;", "location /static/ { proxy_pass http://app.internal:3000; }"))
            .Name("app.internal", "127.0.0.1").App("node server.js", "127.0.0.1:3000", Protocol.Http).Access(200),
        ["ResolverMissing/corrected-and-loaded-since.not"] = () => Constant("resolver 127.0.0.53;").Name("app.internal", "127.0.0.1")
            .App("node server.js", "127.0.0.1:3000", Protocol.Http).NoResolver("app.internal").Access(502).EditedMinutesAgo(1),

        ["DnsStale/another-machine"] = () => Site("proxy_pass http://app.internal:8080;").NameServers("10.0.0.2").Name("app.internal", Today)
            .Probes($"{Moved}:8080", ProbeOutcome.Unreachable, 113, "no route to host").Answering($"{Today}:8080")
            .ConnectFailed($"http://{Moved}:8080/", "113: No route to host").Access(502),
        ["DnsStale/one-of-a-block"] = () => Staged.Http("    upstream shop {\n        server app1.internal:8080;\n        server app2.internal:8080;\n    }\n" + Block("proxy_pass http://shop;"))
            .Release("1.28.0").NameServers("10.0.0.2").Name("app1.internal", Today).Name("app2.internal", "10.0.3.20").Answering($"{Today}:8080").Answering("10.0.3.20:8080")
            .Refuses($"{Moved}:8080").ConnectFailed($"http://{Moved}:8080/").Access(200),
        ["DnsStale/other-order.not"] = () => Site("proxy_pass http://app.internal:8080;").Name("app.internal", Today, Moved)
            .Refuses($"{Moved}:8080").Answering($"{Today}:8080").ConnectFailed($"http://{Moved}:8080/").Access(200),
        ["DnsStale/reloaded-since.not"] = () => Site("proxy_pass http://app.internal:8080;").Name("app.internal", Today).Answering($"{Today}:8080")
            .Refuses($"{Moved}:8080").ConnectFailed($"http://{Moved}:8080/", minutesAgo: 3).Access(502, minutesAgo: 3).ReloadedMinutesAgo(1),
        ["DnsStale/old-workers-finish.not"] = () => Site("proxy_pass http://app.internal:8080;").Name("app.internal", Today).Answering($"{Today}:8080")
            .Refuses($"{Moved}:8080").ConnectFailed($"http://{Moved}:8080/").Access(502).Retiring(812),

        ["SelinuxDenied/boolean-off"] = () => Denied("http://127.0.0.1:3000").Selinux("enforcing", "httpd_t").Audited(Avc),
        ["SelinuxDenied/without-the-audit-log"] = () => Denied("http://127.0.0.1:3000").Selinux("enforcing", "httpd_t"),
        ["SelinuxDenied/port-type"] = () => Denied("http://127.0.0.1:3000").Selinux("enforcing", "httpd_t", "httpd_can_network_relay").Audited(Avc),
        ["SelinuxDenied/socket-that-modes-allow"] = () => Denied("http://unix:/run/shop/app.sock").Selinux("enforcing", "httpd_t", "httpd_can_network_connect"),
        ["SelinuxDenied/permissive.not"] = () => Denied("http://unix:/run/shop/app.sock").Selinux("permissive", "httpd_t").Socket("/run/shop/app.sock", Closed()),
        ["SelinuxDenied/unconfined-nginx.not"] = () => Denied("http://127.0.0.1:3000").Selinux("enforcing", "initrc_t"),

        ["ApparmorDenied/socket-without-a-rule"] = () => Denied("http://unix:/run/shop/app.sock").Apparmor("/usr/sbin/nginx", "enforce").Audited(Apparmor),
        ["ApparmorDenied/family-forbidden"] = () => Site("proxy_pass http://127.0.0.1:3000;").App("node server.js", "127.0.0.1:3000", Protocol.Http).Apparmor("/usr/sbin/nginx", "enforce")
            .Said("socket() failed (13: Permission denied)", "connecting to upstream", "http://127.0.0.1:3000/").Access(500),
        ["ApparmorDenied/profile-only-complains.not"] = () => Denied("http://unix:/run/shop/app.sock").Apparmor("/usr/sbin/nginx", "complain").Audited(Apparmor),
        ["ApparmorDenied/mode-of-the-socket.not"] = () => Denied("http://unix:/run/shop/app.sock").Apparmor("/usr/sbin/nginx", "enforce").Socket("/run/shop/app.sock", Closed()),

        ["ConfigStale/port-corrected"] = () => Site("proxy_pass http://127.0.0.1:3001;").App("node server.js", "127.0.0.1:3001", Protocol.Http)
            .Refuses("127.0.0.1:3000").ConnectFailed("http://127.0.0.1:3000/").Access(502).NotLoaded(editedMinutesAgo: 1),
        ["ConfigStale/replaced-by-an-older-file"] = () => Site("proxy_pass http://127.0.0.1:3001;").App("node server.js", "127.0.0.1:3001", Protocol.Http)
            .Refuses("127.0.0.1:3000").ConnectFailed("http://127.0.0.1:3000/").Access(502).TouchedMinutesAgo(1),
        ["ConfigStale/resolver-added"] = () => Constant("resolver 127.0.0.53;").Name("app.internal", "127.0.0.1").App("node server.js", "127.0.0.1:3000", Protocol.Http)
            .NoResolver("app.internal").Access(502).NotLoaded(editedMinutesAgo: 1),
        ["ConfigStale/new-door-not-open"] = () => Staged.Http("    server { listen 8443; return 200; }\n" + Block("proxy_pass http://127.0.0.1:3000;"))
            .Listens("0.0.0.0:80", 811).App("node server.js", "127.0.0.1:3000", Protocol.Http).Access(200).NotLoaded(editedMinutesAgo: 1),
        ["ConfigStale/touched-only.not"] = () => Site("proxy_pass http://127.0.0.1:3000;").Listens("0.0.0.0:80", 811).App("node server.js", "127.0.0.1:3000", Protocol.Http)
            .Access(200).NotLoaded(editedMinutesAgo: 1),
        ["ConfigStale/touched-while-the-application-is-down.not"] = () => Site("proxy_pass http://127.0.0.1:3000;").Listens("0.0.0.0:80", 811)
            .ConnectFailed("http://127.0.0.1:3000/").Access(502).NotLoaded(editedMinutesAgo: 1),

        ["PeerStateCached/both-restarted"] = () => Pair("fail_timeout=300s").Up("127.0.0.1:3000", 4711).Up("127.0.0.1:3001", 4712)
            .ConnectFailed("http://127.0.0.1:3000/", minutesAgo: 3).ConnectFailed("http://127.0.0.1:3001/", minutesAgo: 3).NoLive().Access(502, minutesAgo: 0),
        ["PeerStateCached/another-machine"] = () => Pair("fail_timeout=300s", "10.0.3.1:8080", "10.0.3.2:8080").Answering("10.0.3.1:8080").Answering("10.0.3.2:8080")
            .ConnectFailed("http://10.0.3.1:8080/").ConnectFailed("http://10.0.3.2:8080/").NoLive().Access(502, minutesAgo: 0),
        ["PeerStateCached/time-is-over.not"] = () => Pair("fail_timeout=10s").Up("127.0.0.1:3000", 4711).Up("127.0.0.1:3001", 4712)
            .ConnectFailed("http://127.0.0.1:3000/", minutesAgo: 3).ConnectFailed("http://127.0.0.1:3001/", minutesAgo: 3).NoLive(2).Access(502, minutesAgo: 2),
        ["PeerStateCached/answered-since.not"] = () => Pair("fail_timeout=300s").Up("127.0.0.1:3000", 4711).Up("127.0.0.1:3001", 4712)
            .ConnectFailed("http://127.0.0.1:3000/", minutesAgo: 3).ConnectFailed("http://127.0.0.1:3001/", minutesAgo: 3).NoLive(2).Access(502, minutesAgo: 2).Access(200, minutesAgo: 1),
        ["PeerStateCached/still-down.not"] = () => Pair("fail_timeout=300s")
            .ConnectFailed("http://127.0.0.1:3000/").ConnectFailed("http://127.0.0.1:3001/").NoLive().Access(502, minutesAgo: 0),
    };

    private static Staged Site(string statements) => Staged.Http(Block(statements));

    private static Staged Constant(string more) => Site($"{more} set $backend app.internal; proxy_pass http://$backend:3000;");

    private static string Block(string statements, string more = "") =>
        $"    server {{\n        listen 80;\n        server_name shop.example;\n        location / {{\n            {statements}\n        }}\n        {more}\n    }}";

    private static Staged Pair(string parameters, string first = "127.0.0.1:3000", string second = "127.0.0.1:3001") =>
        Staged.Http($"    upstream shop {{\n        server {first} {parameters};\n        server {second} {parameters};\n    }}\n" + Block("proxy_pass http://shop;"));

    private static Staged Up(this Staged staged, string endpoint, int pid) => staged.App("node server.js", endpoint, Protocol.Http, pid, startedMinutesAgo: 1);

    private static Staged Answering(this Staged staged, string endpoint) => staged.Probed(endpoint, ConversationStages.Answers());

    private static Staged NoResolver(this Staged staged, string name) => staged.Error(
        $"[error] 812#812: *7 no resolver defined to resolve {name}, client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", host: \"shop.example\"");

    private static Staged NoLive(this Staged staged, int minutesAgo = 0) => staged.Said("no live upstreams", "connecting to upstream", "http://shop/", minutesAgo: minutesAgo);

    private static Staged Denied(string target)
    {
        var staged = Site($"proxy_pass {target};").Access(502);
        return target.StartsWith("http://unix:", StringComparison.Ordinal)
            ? staged.App("node server.js", target["http://unix:".Length..], Protocol.Http).ConnectFailed(target + ":/", "13: Permission denied")
            : staged.App("node server.js", target["http://".Length..], Protocol.Http)
                .Error($"[crit] 812#812: *7 connect() to {target["http://".Length..]} failed (13: Permission denied) while connecting to upstream, client: 203.0.113.7, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"{target}/\", host: \"shop.example\"");
    }

    private static SocketPathFacts Closed() => new()
    {
        Kind = "socket",
        Mode = 0b110_000_000,
        Owner = "deploy",
        Group = "deploy",
        HasListener = true,
        WorkerMayConnect = false,
        Obstacle = "/run/shop/app.sock",
        ObstacleMode = "srw------- deploy deploy",
    };
}
