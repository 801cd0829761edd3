using System.Net;

namespace Gatemedic.Nginx.Tests.Routing;

/// <summary>What a route tells besides the way itself, which the differential test judges.</summary>
public sealed class RequestRouterTests
{
    private const string Shop = """
        http {
            proxy_read_timeout 90s;
            upstream app {
                server 10.0.0.5:3000 weight=3 max_fails=2 fail_timeout=5s;
                server 10.0.0.6:3000 backup;
                server 10.0.0.7:3000 down;
                keepalive 16;
            }
            server {
                listen 80;
                listen 192.0.2.1:80;
                server_name shop.example;
                root /srv/shop;
                location / { try_files $uri @app; }
                location /api/ {
                    proxy_connect_timeout 2s;
                    proxy_set_header Host $host;
                    proxy_pass http://app/v1/;
                }
                location /bots { if ($http_user_agent ~* bot) { return 403; } proxy_pass http://app; }
                location /sent { if ($upstream_addr) { return 403; } proxy_pass http://app; }
                location /office { allow 10.0.0.0/8; deny all; proxy_pass http://app; }
                location /name { resolver 127.0.0.53; proxy_pass http://$arg_h.internal:80; }
                location /none { proxy_pass http://$arg_h.internal:80; }
                location /user { auth_basic staff; limit_req zone=z; proxy_pass http://app; }
                location @app { proxy_pass http://app; }
                location ~ \.php$ { fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:/run/php.sock; }
            }
            server { listen 192.0.2.9:80; server_name other.example; return 204; }
            server { listen 443 ssl; server_name shop.example; return 200; }
        }
        """;

    [Fact]
    public void Tells_the_peers_with_weight_and_state()
    {
        var upstream = Route("http://shop.example/api/x").Upstream!;
        Assert.Equal(("app", Protocol.Http, "GET /v1/x HTTP/1.0", "shop.example"), (upstream.Name, upstream.Protocol, upstream.RequestLine, upstream.Host));
        Assert.Equal(
            [("10.0.0.5:3000", 3, "active", 2, "5s", 4), ("10.0.0.6:3000", 1, "backup", 1, "10s", 5), ("10.0.0.7:3000", 1, "down", 1, "10s", 6)],
            upstream.Peers.Select(p => (p.Address, p.Weight, p.State, p.MaxFails, p.FailTimeout, p.Directive.Line)));
    }

    [Theory]
    [InlineData("proxy_connect_timeout", "2s", 16)]
    [InlineData("proxy_read_timeout", "90s", 2)]
    [InlineData("proxy_send_timeout", "60s", null)]
    [InlineData("proxy_next_upstream", "error timeout", null)]
    [InlineData("proxy_set_header", "Host $host", 17)]
    [InlineData("keepalive", "16", 7)]
    [InlineData("client_max_body_size", "1m", null)]
    [InlineData("root", "/srv/shop", 13)]
    public void Tells_each_value_with_its_line(string directive, string value, int? line)
    {
        var found = Route("http://shop.example/api/x").Effective.First(v => v.Directive == directive);
        Assert.Equal((value, line), (found.Text, found.Line));
    }

    [Fact]
    public void Default_headers_stay_beside_those_that_are_set() =>
        Assert.Equal(
            ["Host $host", "Connection close"],
            Route("http://shop.example/api/x").Effective.Where(v => v.Directive == "proxy_set_header").Select(v => v.Text));

    [Fact]
    public void A_path_that_is_taken_for_a_directory_is_one_to_the_end()
    {
        var router = new RequestRouter(MemoryFiles.Parse("http { server { root /r; location / { try_files $uri/ =404; } } }"), new RouterSettings());
        Assert.Equal("301 to http://a/x/", router.Route(RouteRequest.FromUrl("http://a/x", out _)!).Undecided[0].Otherwise);
    }

    [Fact]
    public void Tells_both_outcomes_of_a_file_that_nobody_looked_for()
    {
        var routed = Route("http://shop.example/logo.png");
        Assert.Equal("app", routed.Upstream?.Name);
        var open = Assert.Single(routed.Undecided);
        Assert.Equal(("file /srv/shop/logo.png", "it is not there", "the file /srv/shop/logo.png in location /"), (open.What, open.Assumed, open.Otherwise));
    }

    [Fact]
    public void Looks_at_files_when_a_host_is_at_hand()
    {
        var routed = new RequestRouter(MemoryFiles.Parse(Shop), new RouterSettings { Files = new OneFile("/srv/shop/logo.png") })
            .Route(Request("http://shop.example/logo.png"));
        Assert.Equal((RouteKind.Static, 200, "/srv/shop/logo.png", 0), (routed.Outcome.Kind, routed.Outcome.Status, routed.Outcome.Target, routed.Undecided.Length));
    }

    [Theory]
    [InlineData("/bots", "$http_user_agent", null, null)]
    [InlineData("/sent", "if ($upstream_addr)", "false", "403 in location /sent")]
    [InlineData("/office", "allow and deny", "it is allowed", "403 in location /office")]
    [InlineData("/user", "auth_basic", null, null)]
    [InlineData("/user", "limit_req", null, null)]
    [InlineData("/name?h=a", "a.internal", null, null)]
    public void Names_what_run_time_decides(string path, string what, string? assumed, string? otherwise)
    {
        var routed = Route("http://shop.example" + path);
        Assert.Equal(RouteKind.Proxy, routed.Outcome.Kind);
        var open = Assert.Single(routed.Undecided, u => u.What == what);
        Assert.Equal((assumed, otherwise), (open.Assumed, open.Otherwise));
    }

    [Theory]
    [InlineData("10.1.2.3", RouteKind.Proxy, null)]
    [InlineData("192.0.2.77", RouteKind.Error, 403)]
    public void A_known_client_decides_allow_and_deny(string from, RouteKind kind, int? status)
    {
        var request = Request("http://shop.example/office") with { From = IPAddress.Parse(from) };
        var routed = Router().Route(request);
        Assert.Equal((kind, status, 0), (routed.Outcome.Kind, routed.Outcome.Status, routed.Undecided.Length));
    }

    [Fact]
    public void A_name_without_a_resolver_is_a_bad_gateway() =>
        Assert.Equal((502, "no resolver is defined to resolve a.internal"), Route("http://shop.example/none?h=a").Outcome is var o ? (o.Status, o.Reason) : default);

    [Fact]
    public void Tells_the_script_that_php_runs()
    {
        var upstream = Route("http://shop.example/a/b.php?x").Upstream!;
        Assert.Equal((Protocol.FastCgi, "/srv/shop/a/b.php", "unix:/run/php.sock"), (upstream.Protocol, upstream.Script, upstream.Peers[0].Address));
    }

    [Fact]
    public void Says_when_the_address_decides_and_takes_the_one_that_is_named()
    {
        var request = RouteRequest.FromUrl("http://other.example/", out _)!;
        var any = Router().Route(request);
        Assert.Equal(204, any.Outcome.Status);
        Assert.Contains(any.Undecided, u => u.What == "the address");
        var pinned = Router().Route(request with { Address = IPAddress.Parse("192.0.2.1") });
        Assert.Equal(("shop.example", false), (pinned.Server?.Names[0], pinned.Undecided.Any(u => u.What == "the address")));
    }

    [Theory]
    [InlineData("https://shop.example:80/", null, "the port does not speak TLS: the handshake fails")]
    [InlineData("http://shop.example:443/", 400, "plain HTTP is sent to a port that speaks TLS")]
    [InlineData("http://shop.example:8080/", null, "no server listens on port 8080")]
    public void A_request_that_no_server_can_read_is_told(string url, int? status, string reason)
    {
        var outcome = Route(url).Outcome;
        Assert.Equal((RouteKind.Error, status, reason), (outcome.Kind, outcome.Status, outcome.Reason));
    }

    [Theory]
    [InlineData("ftp://x/")]
    [InlineData("shop.example/x")]
    [InlineData("http:///x")]
    [InlineData("http://x:0/")]
    [InlineData("http://x:99999/")]
    [InlineData("http://x/a b")]
    public void What_is_no_url_is_refused_with_a_reason(string url)
    {
        Assert.Null(RouteRequest.FromUrl(url, out var fault));
        Assert.Contains(url, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a", "/", "a", 80, false)]
    [InlineData("https://user@a:8443/x?y#z", "/x?y", "a:8443", 8443, true)]
    [InlineData("http://[::1]:81/%2e%2e//", "/%2e%2e//", "[::1]:81", 81, false)]
    [InlineData("HTTP://A.example?q", "/?q", "A.example", 80, false)]
    public void Sends_a_url_as_it_is_typed(string url, string target, string host, int port, bool tls)
    {
        var request = RouteRequest.FromUrl(url, out _)!;
        Assert.Equal((target, ("Host", host), port, tls), (request.Target, request.Headers[0], request.Port, request.Tls));
    }

    [Fact]
    public void An_endless_chain_of_conditions_still_ends()
    {
        var ifs = string.Concat(Enumerable.Range(0, 200).Select(i => $"if ($upstream_addr = {i}) {{ set $x {i}; }} "));
        var routed = new RequestRouter(MemoryFiles.Parse($"http {{ server {{ {ifs} rewrite ^(.*)$ /x$1; location / {{ rewrite ^ /y; }} }} }}"), new RouterSettings())
            .Route(RouteRequest.FromUrl("http://a/", out _)!);
        Assert.Equal((500, 200), (routed.Outcome.Status, routed.Undecided.Length));
    }

    [Theory]
    [InlineData("set $x 12345678; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; set $x $x$x$x$x$x$x$x$x$x$x; return 200 $x$x$x$x$x$x$x$x$x;")]
    [InlineData("return 200 $a$b$c;")]
    public void Variables_that_grow_without_end_are_told_as_unknown(string server)
    {
        const string maps = "map $b$c$b$c$b$c $a { default $b$c$b$c; } map $a$c$a$c$a $b { default $a$c$a$c; } map $a$b$a$b$a $c { default $a$b$a$b; }";
        var routed = new RequestRouter(MemoryFiles.Parse($"http {{ {maps} server {{ {server} }} }}"), new RouterSettings()).Route(RouteRequest.FromUrl("http://a/", out _)!);
        Assert.Equal((200, "the text of return"), (routed.Outcome.Status, routed.Undecided[0].What));
    }

    [Fact]
    public void Localhost_is_either_loopback_address()
    {
        var router = new RequestRouter(MemoryFiles.Parse("http { server { listen [::1]:80; return 204; } }"), new RouterSettings());
        Assert.Equal(204, router.Route(RouteRequest.FromUrl("http://localhost/", out _)!).Outcome.Status);
        Assert.Null(router.Route(RouteRequest.FromUrl("http://127.0.0.1/", out _)!).Server);
    }

    private static RequestRouter Router() => new(MemoryFiles.Parse(Shop), new RouterSettings());

    private static RouteResult Route(string url) => Router().Route(Request(url));

    private static RouteRequest Request(string url) => RouteRequest.FromUrl(url, out _)! with { Address = IPAddress.Parse("192.0.2.1") };

    private sealed class OneFile(string path) : IFileFacts
    {
        public PathKind Look(string asked) => asked == path ? PathKind.File : PathKind.Missing;
    }
}
