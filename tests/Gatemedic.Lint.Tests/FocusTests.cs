using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Only the route of a request, only one upstream: what is left of the findings.</summary>
public sealed class FocusTests
{
    private const string Main = """
        worker_rlimit_nofile 100;
        events { worker_connections 1024; }
        http {
            log_format odd '{"a":"$uri"}';
            log_format main '$remote_addr $status';
            access_log /var/log/nginx/a.log main;
            proxy_next_upstream off;
            upstream shop { server 127.0.0.1:3000 max_fails=0; server 127.0.0.1:3001; }
            upstream other { server 127.0.0.1:4000 max_fails=0; server 127.0.0.1:4001; }
            upstream unused { server 127.0.0.1:5000; }
            server {
                listen 80 default_server;
                server_name shop.example;
                location / { proxy_pass http://shop; }
                location /api {
                    proxy_next_upstream error;
                    proxy_pass https://other;
                }
                location /old { rewrite ^ /api/x; }
                location /t { try_files $uri @missing; }
                include site.conf;
            }
            server {
                listen 80;
                server_name b.example;
                include site.conf;
            }
        }
        """;

    private static readonly LintSubject All = Subject();

    private const string Site = "location /site {\n    # gatemedic:ignore upstream-tls-without-sni\n    proxy_pass https://127.0.0.1:4000;\n}\n";

    [Theory]
    [InlineData("http://shop.example/", "2 worker-connections-over-files, 5 access-log-without-upstream, 7 failover-off, 8 max-fails-off, 14 host-header-is-group")]
    [InlineData("http://shop.example/api/x", "2 worker-connections-over-files, 5 access-log-without-upstream, 9 max-fails-off, 17 host-header-is-group")]
    [InlineData("http://shop.example/old", "2 worker-connections-over-files, 5 access-log-without-upstream, 9 max-fails-off, 17 host-header-is-group")]
    [InlineData("http://shop.example/t/x", "2 worker-connections-over-files, 5 access-log-without-upstream, 7 failover-off, 20 missing-named-location")]
    [InlineData("http://b.example/site", "2 worker-connections-over-files, 5 access-log-without-upstream, 7 failover-off, site.conf:2 ignore-comment")]
    public void Keeps_what_holds_on_the_route(string url, string expected) =>
        Assert.Equal(expected, Told(All, LintFocus.OnRoute(All, RouteRequest.FromUrl(url, out _)!)));

    [Theory]
    [InlineData("shop", "7 failover-off, 8 max-fails-off, 14 host-header-is-group")]
    [InlineData("SHOP", "7 failover-off, 8 max-fails-off, 14 host-header-is-group")]
    [InlineData("127.0.0.1:3001", "7 failover-off, 14 host-header-is-group")]
    [InlineData("127.0.0.1:4000", "7 failover-off, 9 max-fails-off, 17 host-header-is-group, site.conf:2 ignore-comment")]
    [InlineData("unused", "10 upstream-unused")]
    public void Keeps_what_is_about_the_upstream(string name, string expected) => Assert.Equal(expected, Told(All, LintFocus.OnUpstream(All, name)));

    [Fact]
    public void What_keeps_nginx_from_loading_concerns_every_route()
    {
        var subject = Subject(Main.Replace("upstream unused { server", "upstream unused { serverr", StringComparison.Ordinal));
        Assert.Contains("10 nginx-rejects", Told(subject, LintFocus.OnRoute(subject, RouteRequest.FromUrl("http://shop.example/", out _)!)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://shop.example:81/")]
    [InlineData("https://shop.example/")]
    public void A_url_that_no_server_takes_is_no_route(string url) => Assert.Null(LintFocus.OnRoute(All, RouteRequest.FromUrl(url, out _)!));

    [Theory]
    [InlineData("3000")]
    [InlineData("")]
    public void A_name_that_nothing_has_is_no_upstream(string name) => Assert.Null(LintFocus.OnUpstream(All, name));

    private static string Told(LintSubject subject, LintFocus? focus) => string.Join(", ", new Linter(CheckCatalog.All).Run(subject, subject.Files!)
        .Where(f => f.Check.Code is not ("backup-file-included" or "keepalive-without-http11" or "implicit-default-server") && focus!.Holds(f))
        .Select(f => $"{(f.Complaint.File == "/etc/nginx/nginx.conf" ? "" : Path.GetFileName(f.Complaint.File) + ":")}{f.Complaint.Line} {f.Check.Code}"));

    private static LintSubject Subject(string main = Main)
    {
        var files = new ConfigSnapshot(
            "/etc/nginx/nginx.conf", "/etc/nginx", [new ConfigFile("/etc/nginx/nginx.conf", Encoding.UTF8.GetBytes(main)), new ConfigFile("/etc/nginx/site.conf", Encoding.UTF8.GetBytes(Site))], []);
        var tree = ConfigParser.Parse(files, files.MainPath);
        return new LintSubject(tree, ConfigModel.From(tree, "/etc/nginx")) { Version = new NginxVersion(1, 22, 1), Files = files };
    }
}
