using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>The fixtures of the checks that need a host: staged, written by blessing, compared otherwise.</summary>
public sealed class HostCases
{
    private const string Forbidden = "srw-rw---- shop shop";

    private static readonly Dictionary<string, Func<StagedHost>> Cases = new()
    {
        ["Reaching/PeerWithoutListener/firing/refused-and-missing"] = () => StagedHost.Http("""
            upstream both {
                server 127.0.0.1:3001;  # expected
                server 127.0.0.1:3002;  # expected
            }
            upstream deploy {
                server 127.0.0.1:3003;
                server 127.0.0.1:3004;
            }
            upstream far {
                server 127.0.0.1:3005;
                server 192.0.2.9:3005 backup;
            }
            server {
                listen 8080;
                location / { proxy_pass http://127.0.0.1:3000; }  # expected
                location /both/ { proxy_pass http://both; }
                location /deploy/ { proxy_pass http://deploy; }
                location /far/ { proxy_pass http://far; }
                location /lan/ { proxy_pass http://10.77.0.1:5000; }  # expected
                location ~ \.php$ { fastcgi_pass unix:/run/php/php8.1-fpm.sock; }  # expected
            }
            """).App("node server.js", "127.0.0.1:3004").App("python3 app.py", "127.0.0.1:5000", pid: 4712).Address("10.77.0.1").Listens("/run/php/php8.2-fpm.sock"),
        ["Reaching/PeerWithoutListener/silent/listening-remote-or-down"] = () => StagedHost.Http("""
            upstream app {
                server 127.0.0.1:3000;
                server 127.0.0.1:3001 down;
            }
            server {
                listen 8080;
                location / { proxy_pass http://app; }
                location /six/ { proxy_pass http://[::1]:4000; }
                location /any/ { proxy_pass http://10.77.0.1:4000; }
                location /far/ { proxy_pass http://192.0.2.9:3000; }
                location /name/ { proxy_pass http://unknown.internal:3000; }
                location /socket/ { proxy_pass http://unix:/run/app.sock:/; }
            }
            """).App("node server.js", "0.0.0.0:3000").App("java -jar app.jar", "[::]:4000", pid: 4712).Address("10.77.0.1").Listens("/run/app.sock"),

        ["Reaching/LocalhostOneFamily/firing/four-or-six"] = () => StagedHost.Http("""
            upstream six {
                server localhost:4000 max_fails=3;  # expected
            }
            server {
                listen 8080;
                location / { proxy_pass http://localhost:3000; }  # expected
                location /six/ { proxy_pass http://six; }
            }
            """).Name("localhost", "::1", "127.0.0.1").App("gunicorn -b 127.0.0.1:3000 app:app", "127.0.0.1:3000").App("node six.js", "[::1]:4000", pid: 4712),
        ["Reaching/LocalhostOneFamily/silent/both-none-or-literal"] = () => StagedHost.Http("""
            server {
                listen 8080;
                resolver 127.0.0.1 ipv6=off;
                location / { proxy_pass http://localhost:3000; }
                location /nobody/ { proxy_pass http://localhost:3999; }
                location /four/ { proxy_pass http://127.0.0.1:5000; }
                location /late/ {
                    set $where localhost;
                    proxy_pass http://$where:5000;
                }
            }
            """).Name("localhost", "::1", "127.0.0.1").App("node server.js", "[::]:3000").App("gunicorn app:app", "127.0.0.1:5000", pid: 4712),

        ["Reaching/SocketNotOpenable/firing/mode-and-directory"] = () => StagedHost.Http("""
            upstream app {
                server unix:/home/shop/run/gunicorn.sock fail_timeout=0;  # expected
            }
            server {
                listen 8080;
                location / { proxy_pass http://app; }
                location ~ \.php$ { fastcgi_pass unix:/run/php/shop.sock; }  # expected
            }
            """).Listens("/run/php/shop.sock", pid: 600).Pool("shop", "user = shop\nlisten = /run/php/shop.sock\nlisten.owner = shop\nlisten.group = shop\nlisten.mode = 0660")
            .Socket("/run/php/shop.sock", Closed("/run/php/shop.sock", Forbidden)).Socket("/home/shop/run/gunicorn.sock", Closed("/home/shop", "drwx------ shop shop")),
        ["Reaching/SocketNotOpenable/silent/open-or-missing"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location / { proxy_pass http://unix:/run/app.sock; }
                location ~ \.php$ { fastcgi_pass unix:/run/php/none.sock; }
            }
            """).Listens("/run/app.sock"),

        ["Reaching/FpmAllowedClients/firing/own-address"] = () => StagedHost.Http("""
            upstream php {
                server 10.77.0.1:9001;  # expected
            }
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass 127.0.0.1:9000; }  # expected
                location /six/ { fastcgi_pass [::1]:9002; }  # expected
                location /app/ { fastcgi_pass php; }
            }
            """).Address("10.77.0.1").Listens("127.0.0.1:9000", 600).Listens("10.77.0.1:9001", 600).Listens("[::]:9002", 600)
            .Pool("www", "listen = 127.0.0.1:9000\nlisten.allowed_clients = 10.0.0.5, 10.0.0.6").Pool("app", "listen = 10.77.0.1:9001\nlisten.allowed_clients = 127.0.0.1").Pool("six", "listen = 9002\nlisten.allowed_clients = 127.0.0.1"),
        ["Reaching/FpmAllowedClients/silent/named-bound-or-remote"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass 127.0.0.1:9000; }
                location /bound/ {
                    fastcgi_bind 10.0.0.5;
                    fastcgi_pass 127.0.0.1:9001;
                }
                location /far/ { fastcgi_pass 192.0.2.9:9001; }
                location /open/ { fastcgi_pass 127.0.0.1:9002; }
            }
            """).Listens("0.0.0.0:9000", 600).Listens("127.0.0.1:9001", 600).Listens("127.0.0.1:9002", 600)
            .Pool("www", "listen = 0.0.0.0:9000\nlisten.allowed_clients = 10.0.0.5,127.0.0.1").Pool("bound", "listen = 127.0.0.1:9001\nlisten.allowed_clients = 10.0.0.5").Pool("open", "listen = 127.0.0.1:9002"),

        ["Reaching/Ipv6ResolverOnV4Host/firing/variable-pass"] = () => StagedHost.Http("""
            resolver 127.0.0.53 valid=30s;  # expected
            server {
                listen 8080;
                set $backend shop.example.com;
                location / { proxy_pass http://$backend; }
            }
            """).Address("192.0.2.4").Address("fe80::1"),
        ["Reaching/Ipv6ResolverOnV4Host/silent/off"] = () => StagedHost.Http("""
            resolver 127.0.0.53 ipv6=off;
            server {
                listen 8080;
                set $backend shop.example.com;
                location / { proxy_pass http://$backend; }
            }
            """).Address("192.0.2.4"),
        ["Reaching/Ipv6ResolverOnV4Host/silent/host-with-ipv6"] = () => StagedHost.Http("""
            resolver 127.0.0.53;
            server {
                listen 8080;
                set $backend shop.example.com;
                location / { proxy_pass http://$backend; }
            }
            """).Address("192.0.2.4").Address("2001:db8::4"),
        ["Reaching/Ipv6ResolverOnV4Host/silent/nothing-resolved-at-run-time"] = () => StagedHost.Http("""
            resolver 127.0.0.53;
            server {
                listen 8080;
                location / { proxy_pass http://192.0.2.9; }
            }
            """).Address("192.0.2.4"),

        ["Waiting/KeepaliveOutlivesApplication/firing/explicit-keepalive"] = () => StagedHost.Http("""
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            upstream node {
                server 127.0.0.1:3000;
                keepalive 32;  # expected
            }
            upstream threads {
                server unix:/run/gunicorn.sock;
                keepalive 8;
                keepalive_timeout 5s;  # expected
            }
            upstream router {
                server 127.0.0.1:8090;
                keepalive 8;
                keepalive_timeout 1s;  # expected
            }
            server {
                listen 8080;
                location / { proxy_pass http://node; }
                location /threads/ { proxy_pass http://threads; }
                location /router/ { proxy_pass http://router; }
            }
            """).App("/usr/bin/node /srv/app/server.js", "127.0.0.1:3000").App("/usr/bin/python3 /usr/bin/gunicorn --threads 4 --keep-alive=5 shop:app", "/run/gunicorn.sock", pid: 4712)
            .App("uwsgi --http 127.0.0.1:8090 --master --wsgi-file app.py", "127.0.0.1:8090", pid: 4713),
        ["Waiting/KeepaliveOutlivesApplication/firing/by-default-since-1.29.7"] = () => StagedHost.Http("""
            upstream uvicorn {  # expected
                server 127.0.0.1:8000;
            }
            server {
                listen 8080;
                location / { proxy_pass http://uvicorn; }
            }
            """).Version("1.29.7").App("/usr/bin/python3 -m uvicorn --port 8000 app:app", "127.0.0.1:8000"),
        ["Waiting/KeepaliveOutlivesApplication/silent/not-reused-before-1.29.7"] = () => StagedHost.Http("""
            upstream uvicorn {
                server 127.0.0.1:8000;
            }
            upstream node {
                server 127.0.0.1:3000;
                keepalive 32;
            }
            server {
                listen 8080;
                location / { proxy_pass http://uvicorn; }
                location /old/ { proxy_pass http://node; }
                location /closed/ {
                    proxy_http_version 1.1;
                    proxy_pass http://node;
                }
            }
            """).Version("1.28.0").App("/usr/bin/python3 -m uvicorn --port 8000 app:app", "127.0.0.1:8000").App("node server.js", "127.0.0.1:3000", pid: 4712),
        ["Waiting/KeepaliveOutlivesApplication/silent/shorter-or-announced"] = () => StagedHost.Http("""
            upstream node {
                server 127.0.0.1:3000;
                keepalive 32;
                keepalive_timeout 4s;
            }
            upstream sync {
                server 127.0.0.1:8001;
            }
            upstream patient {
                server 127.0.0.1:8002;
            }
            upstream off {
                server 127.0.0.1:8003;
                keepalive 0;
            }
            upstream hidden {
                server 127.0.0.1:8004;
            }
            upstream legacy {
                server 127.0.0.1:8003;
            }
            server {
                listen 8080;
                location / { proxy_pass http://node; }
                location /sync/ { proxy_pass http://sync; }
                location /patient/ { proxy_pass http://patient; }
                location /off/ { proxy_pass http://off; }
                location /hidden/ { proxy_pass http://hidden; }
                location /direct/ { proxy_pass http://127.0.0.1:8003; }
                location /legacy/ {
                    proxy_set_header Connection close;
                    proxy_pass http://legacy;
                }
            }
            """).Version("1.31.4").App("node server.js", "127.0.0.1:3000").App("gunicorn shop:app", "127.0.0.1:8001", pid: 4712)
            .App("uvicorn --timeout-keep-alive 75 app:app", "127.0.0.1:8002", pid: 4713).App("uvicorn app:app", "127.0.0.1:8003", pid: 4714)
            .App("gunicorn -c gunicorn.conf.py shop:app", "127.0.0.1:8004", pid: 4715),

        ["Waiting/KeepaliveOutlivesApplication/firing/map-for-websockets"] = () => StagedHost.Http("""
            map $http_upgrade $connection_upgrade {
                default upgrade;
                '' '';
            }
            upstream node {
                server 127.0.0.1:3000;
                keepalive 32;  # expected
            }
            server {
                listen 8080;
                location / {
                    proxy_http_version 1.1;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_pass http://node;
                }
            }
            """).App("node server.js", "127.0.0.1:3000"),
        ["Waiting/KeepaliveOutlivesApplication/silent/map-that-closes"] = () => StagedHost.Http("""
            map $http_upgrade $connection_upgrade {
                default upgrade;
                '' close;
            }
            upstream node {
                server 127.0.0.1:3000;
                keepalive 32;
            }
            server {
                listen 8080;
                proxy_http_version 1.1;
                location / {
                    proxy_set_header Connection $connection_upgrade;
                    proxy_pass http://node;
                }
                location /own/ {
                    proxy_set_header Connection $http_connection;
                    proxy_pass http://node;
                }
            }
            """).App("node server.js", "127.0.0.1:3000"),

        ["Waiting/AppTimeoutLadder/firing/gunicorn-and-harakiri"] = () => StagedHost.Http("""
            upstream worker {
                server 127.0.0.1:3031;
            }
            server {
                listen 8080;
                location / { proxy_pass http://127.0.0.1:8000; }  # expected
                location /long/ { proxy_pass http://127.0.0.1:8001; }  # expected
                location /uwsgi/ {
                    uwsgi_read_timeout 20;
                    uwsgi_pass worker;  # expected
                }
            }
            """).App("gunicorn shop:app", "127.0.0.1:8000").App("gunicorn --timeout 300 shop:app", "127.0.0.1:8001", pid: 4712).App("uwsgi --socket 127.0.0.1:3031 --harakiri 20", "127.0.0.1:3031", pid: 4713),
        ["Waiting/AppTimeoutLadder/silent/nginx-first-or-threads"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location / {
                    proxy_read_timeout 28s;
                    proxy_pass http://127.0.0.1:8000;
                }
                location /threads/ { proxy_pass http://127.0.0.1:8001; }
                location /close/ { proxy_pass http://127.0.0.1:8002; }
                location /never/ { proxy_pass http://127.0.0.1:8003; }
                location /short/ {
                    proxy_read_timeout 5s;
                    proxy_pass http://127.0.0.1:8000;
                }
            }
            """).App("gunicorn shop:app", "127.0.0.1:8000").App("gunicorn --threads 4 -t 10 shop:app", "127.0.0.1:8001", pid: 4712).App("gunicorn -t 65 shop:app", "127.0.0.1:8002", pid: 4713)
            .App("gunicorn --timeout 0 shop:app", "127.0.0.1:8003", pid: 4714),

        ["Waiting/FpmTimeoutLadder/firing/killed-or-for-nobody"] = () => StagedHost.Http("""
            upstream php {
                server unix:/run/php/www.sock;
            }
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass php; }  # expected
                location /report/ {
                    fastcgi_read_timeout 10s;
                    fastcgi_pass unix:/var/run/php/slow.sock;  # expected
                }
            }
            """).Listens("/run/php/www.sock", 600).Listens("/var/run/php/slow.sock", 600).Pool("www", "listen = /run/php/www.sock\nrequest_terminate_timeout = 30s").Pool("slow", "listen = /run/php/slow.sock\nrequest_terminate_timeout = 5m"),
        ["Waiting/FpmTimeoutLadder/silent/fits-or-off"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass unix:/run/php/www.sock; }
                location /never/ { fastcgi_pass unix:/run/php/never.sock; }
                location /unset/ { fastcgi_pass unix:/run/php/unset.sock; }
            }
            """).Listens("/run/php/www.sock", 600).Listens("/run/php/never.sock", 600).Listens("/run/php/unset.sock", 600)
            .Pool("www", "listen = /run/php/www.sock\nrequest_terminate_timeout = 70").Pool("never", "listen = /run/php/never.sock\nrequest_terminate_timeout = 0").Pool("unset", "listen = /run/php/unset.sock\npm = static"),

        ["Capacity/FpmChildrenPinned/firing/workers-times-keepalive"] = () => StagedHost.Http("""
            upstream php {
                server unix:/run/php/www.sock;
                keepalive 4;  # expected
            }
            server {
                listen 8080;
                fastcgi_keep_conn on;
                location ~ \.php$ { fastcgi_pass php; }
            }
            """).Listens("/run/php/www.sock", 600).Pool("www", "listen = /run/php/www.sock\npm = dynamic\npm.max_children = 16"),
        ["Capacity/FpmChildrenPinned/silent/closed-or-enough"] = () => StagedHost.Http("""
            upstream php {
                server unix:/run/php/www.sock;
                keepalive 4;
            }
            upstream closed {
                server unix:/run/php/small.sock;
                keepalive 4;
            }
            server {
                listen 8080;
                location ~ \.php$ {
                    fastcgi_keep_conn on;
                    fastcgi_pass php;
                }
                location /closed/ { fastcgi_pass closed; }
                location /direct/ {
                    fastcgi_keep_conn on;
                    fastcgi_pass unix:/run/php/small.sock;
                }
            }
            """).Listens("/run/php/www.sock", 600).Listens("/run/php/small.sock", 600).Pool("www", "listen = /run/php/www.sock\npm.max_children = 17").Pool("small", "listen = /run/php/small.sock\npm.max_children = 2"),

        ["Capacity/FpmPoolAgainstConnections/firing/short-queue"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass unix:/run/php/www.sock; }  # expected
            }
            """).Listens("/run/php/www.sock", 600, backlog: 16).Pool("www", "listen = /run/php/www.sock\nlisten.backlog = 16\npm.max_children = 5"),
        ["Capacity/FpmPoolAgainstConnections/silent/default-queue-or-many-children"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location ~ \.php$ { fastcgi_pass unix:/run/php/www.sock; }
                location /big/ { fastcgi_pass unix:/run/php/big.sock; }
                location /unknown/ { fastcgi_pass unix:/run/php/unknown.sock; }
            }
            """).Workers(1).Listens("/run/php/www.sock", 600, backlog: 4096).Listens("/run/php/big.sock", 600, backlog: 64).Listens("/run/php/unknown.sock", 600)
            .Pool("www", "listen = /run/php/www.sock\npm.max_children = 5").Pool("big", "listen = /run/php/big.sock\nlisten.backlog = 64\npm.max_children = 500").Pool("unknown", "listen = /run/php/unknown.sock\nlisten.backlog = -1\npm.max_children = 5"),

        ["Capacity/BacklogOverSomaxconn/firing/pool-and-gunicorn"] = () => StagedHost.Http("""
            upstream app {
                server 127.0.0.1:8000;  # expected
            }
            server {
                listen 8080;
                location / { proxy_pass http://app; }
                location ~ \.php$ { fastcgi_pass 127.0.0.1:9000; }  # expected
            }
            """).App("gunicorn --backlog 8192 shop:app", "127.0.0.1:8000", backlog: 4096).Listens("127.0.0.1:9000", 600, backlog: 4096).Pool("www", "listen = 127.0.0.1:9000\nlisten.backlog = 65535\npm.max_children = 5"),
        ["Capacity/BacklogOverSomaxconn/silent/not-asked-or-not-cut"] = () => StagedHost.Http("""
            server {
                listen 8080;
                location / { proxy_pass http://127.0.0.1:8000; }
                location /default/ { proxy_pass http://127.0.0.1:8001; }
                location ~ \.php$ { fastcgi_pass 127.0.0.1:9000; }
                location /unset/ { fastcgi_pass 127.0.0.1:9001; }
            }
            """).App("gunicorn --backlog 1024 shop:app", "127.0.0.1:8000", backlog: 1024).App("uvicorn app:app", "127.0.0.1:8001", pid: 4712, backlog: 2048)
            .Listens("127.0.0.1:9000", 600, backlog: 8192).Listens("127.0.0.1:9001", 600, backlog: 4096)
            .Pool("www", "listen = 127.0.0.1:9000\nlisten.backlog = 8192").Pool("unset", "listen = 127.0.0.1:9001\nlisten.backlog = -1"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_what_is_staged(string name)
    {
        using var stream = new MemoryStream();
        SceneFile.Write(stream, Cases[name]().Scene());
        Repository.Golden(Repository.Path(["src", "Gatemedic.Lint", .. (name + ".case").Split('/')]), Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static SocketPathFacts Closed(string obstacle, string mode) => new()
    {
        Kind = "socket",
        Owner = "shop",
        Group = "shop",
        HasListener = true,
        WorkerMayConnect = false,
        Obstacle = obstacle,
        ObstacleMode = mode,
    };
}
