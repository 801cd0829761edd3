using Gatemedic.Nginx.Tests.Model;

namespace Gatemedic.Nginx.Tests.Routing;

public sealed class RouteTests
{
    private static readonly ConfigModel Servers = Models.Of("""
        http {
            server { server_name first; }
            server { server_name exact.example.org; }
            server { server_name *.example.org; }
            server { server_name *.sub.example.org; }
            server { server_name www.example.*; }
            server { server_name ~^re\d+\.test$; }
            server { server_name .dot.test; }
            server { listen 443 ssl; server_name tls; }
            server { listen 443 ssl default_server; server_name tls-default; }
            server { listen 127.0.0.9:80; server_name specific; }
        }
        """);

    private static readonly ConfigModel Locations = Models.Of("""
        http { server {
            location / { try_files $uri $uri/ /index.php?$args; }
            location = /exact { proxy_pass http://127.0.0.1:1; }
            location /exact { proxy_pass http://127.0.0.1:2; }
            location ^~ /static/ { location ~ \.css$ { proxy_pass http://127.0.0.1:3; } }
            location /nested { proxy_pass http://127.0.0.1:4; location ^~ /nested/in { proxy_pass http://127.0.0.1:5; } }
            location ~ \.php$ { fastcgi_pass 127.0.0.1:6; }
            location ~* \.JPG$ { proxy_pass http://127.0.0.1:7; }
            location /api/ { proxy_pass http://127.0.0.1:8; }
            location /app { try_files $uri @app; }
            location @app { proxy_pass http://127.0.0.1:9; }
            location ~ ^/(a)(?1)b { proxy_pass http://127.0.0.1:10; }
            location /gone { try_files $uri =404; }
        } }
        """);

    [Theory]
    [InlineData("http://exact.example.org/", "exact.example.org")]
    [InlineData("http://EXACT.example.org./", "exact.example.org")]
    [InlineData("http://a.example.org/", "*.example.org")]
    [InlineData("http://a.sub.example.org/", "*.sub.example.org")]
    [InlineData("http://www.example.net/", "www.example.*")]
    [InlineData("http://re12.test/", "~^re\\d+\\.test$")]
    [InlineData("http://dot.test/", ".dot.test")]
    [InlineData("http://a.dot.test/", ".dot.test")]
    [InlineData("http://other/", "first")]
    [InlineData("https://tls/", "tls")]
    [InlineData("https://other/", "tls-default")]
    [InlineData("http://tls:443/", "tls", true)]
    [InlineData("http://127.0.0.9/", "specific")]
    [InlineData("http://127.0.0.1/", "first")]
    [InlineData("http://first:8080/", null)]
    public void Chooses_the_server(string url, string? name, bool mismatch = false)
    {
        var routed = Servers.Route(new Uri(url));
        Assert.Equal((name, mismatch), (routed.Server?.Names[0], routed.SchemeMismatch));
    }

    [Theory]
    [InlineData("/exact", "= /exact", 1)]
    [InlineData("/exact/x", "/exact", 2)]
    [InlineData("/exact/x.php", "~ \\.php$", 6)]
    [InlineData("/static/a.css", "~ \\.css$", 3)]
    [InlineData("/static/a.php", "^~ /static/", null)]
    [InlineData("/nested/in/x", "^~ /nested/in", 5)]
    [InlineData("/nested/in/x.php", "~ \\.php$", 6)]
    [InlineData("/a.jpg", "~* \\.JPG$", 7)]
    [InlineData("//api//x%2Fy", "/api/", 8)]
    [InlineData("/api", "/api/ 301", null)]
    [InlineData("/anything", "/ > ~ \\.php$", 6)]
    [InlineData("/app/x", "/app > @app", 9)]
    [InlineData("/gone", "/gone", null)]
    public void Chooses_the_location(string path, string steps, int? port)
    {
        var routed = Locations.Route(new Uri("http://x" + path));
        var said = string.Join(" > ", routed.Steps.Select(l => l.Text)) + (routed.RedirectsToSlash ? " 301" : "");
        Assert.Equal((steps, port), (said, routed.Pass?.Address?.Port));
    }

    [Fact]
    public void Names_a_pattern_that_only_pcre_reads()
    {
        Assert.Equal("location ~ ^/(a)(?1)b", Locations.Route(new Uri("http://x/aab")).Undecided[0]);
    }

    [Fact]
    public void Names_a_pattern_that_takes_too_long()
    {
        var model = Models.Of("http { server { location ~ ^/(a+)+$ { } location / { } } }");
        var routed = model.Route(new Uri("http://x/" + new string('a', 60) + "!"));
        Assert.Equal(("/", "location ~ ^/(a+)+$"), (routed.Location?.Text, routed.Undecided[0]));
    }

    [Fact]
    public void Ends_a_loop_of_fallbacks() =>
        Assert.Null(Models.Of("http { server { location / { try_files /x /y; } } }").Route(new Uri("http://x/")).Pass);
}
