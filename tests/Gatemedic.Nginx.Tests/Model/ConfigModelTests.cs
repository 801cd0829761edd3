namespace Gatemedic.Nginx.Tests.Model;

public sealed class ConfigModelTests
{
    [Theory]
    [InlineData("", "*:80")]
    [InlineData("listen 8080;", "*:8080")]
    [InlineData("listen 127.0.0.1;", "127.0.0.1:80")]
    [InlineData("listen 127.0.0.1:81 default_server;", "127.0.0.1:81 default")]
    [InlineData("listen *:443 ssl http2 default;", "*:443 ssl default")]
    [InlineData("listen [::]:443 ssl; listen [::1];", "[::]:443 ssl, [::1]:80")]
    [InlineData("listen localhost:82;", "localhost:82")]
    [InlineData("listen unix:/run/n.sock ssl;", "unix:/run/n.sock:0 ssl")]
    [InlineData("listen 9000-9002;", "*:9000, *:9001, *:9002")]
    [InlineData("listen 65000-1;", "*:65000")]
    public void Reads_listen(string listen, string expected)
    {
        var server = Assert.Single(Models.Of($"http {{ server {{ {listen} }} }}").Servers);
        Assert.Equal(expected, string.Join(", ", server.Listens.Select(l =>
            $"{l.Address}:{l.Port}{(l.Ssl ? " ssl" : "")}{(l.DefaultServer ? " default" : "")}")));
    }

    [Fact]
    public void Reads_locations_with_their_modifiers()
    {
        var model = Models.Of("""
            http { server { server_name a b;
                location / { location ~* "\.(a|b){2}$" { } location /x { } }
                location =/y { } location ^~ /z { } location ~\.php$ { } location @named { }
            } }
            """);
        var server = Assert.Single(model.Servers);
        Assert.Equal(["/", "= /y", "^~ /z", "~ \\.php$", "@named"], server.Locations.Select(l => l.Text));
        Assert.Equal(["~* \\.(a|b){2}$", "/x"], server.Locations[0].Locations.Select(l => l.Text));
        Assert.Equal("a b", string.Join(" ", server.Names));
    }

    [Fact]
    public void Reads_the_servers_of_an_upstream()
    {
        var upstream = Assert.Single(Models.Of("""
            http { upstream App {
                server 127.0.0.1; server a.example:8080 weight=5 max_fails=0; server unix:/run/a.sock backup; server [::1]:1 down resolve;
            } }
            """).Upstreams);
        Assert.Equal("app", upstream.Name);
        Assert.Equal(
            ["127.0.0.1:80 1 ", "a.example:8080 5 ", "unix:/run/a.sock 1 backup", "[::1]:1 1 down resolve"],
            upstream.Servers.Select(s => $"{s.Address} {s.Weight} {(s.Backup ? "backup" : "")}{(s.Down ? "down" : "")}{(s.Resolve ? " resolve" : "")}"));
    }

    [Fact]
    public void Finds_every_log_file_once()
    {
        var model = Models.Of("""
            user www www; pid run/nginx.pid;
            error_log logs/main.log;
            http {
                log_format json escape=json '{"s":' '"$status"}';
                access_log /var/log/a.log json buffer=4k;
                access_log /var/log/b.log if=$x;
                access_log syslog:server=x;
                server {
                    error_log /var/log/s.log warn; error_log stderr; error_log memory:32m;
                    access_log off; access_log /var/log/$host.log; access_log /var/log/a.log;
                    location / { access_log /var/log/none.log missing; }
                }
            }
            stream { log_format s '$bytes'; server { listen 1; access_log /var/log/t.log s; error_log logs/main.log; } }
            """);
        Assert.Equal(("www", "/usr/share/nginx/run/nginx.pid"), (model.User, model.PidFile));
        Assert.Equal(
            [
                "Error /usr/share/nginx/logs/main.log error 2",
                "Access /var/log/a.log json/json/{\"s\":\"$status\"} 5",
                "Access /var/log/b.log combined/default/$remote_addr 6",
                "Error /var/log/s.log warn 9",
                "Access /var/log/none.log  11",
                "Access /var/log/t.log s/default/$bytes 14",
            ],
            model.Logs.Select(l =>
                $"{l.Kind} {l.Path} {l.Level}{(l.Format is { } f ? $"{f.Name}/{f.Escape}/{f.Text.Split(' ')[0]}" : "")} {l.Line}"));
    }

    [Theory]
    [InlineData("http { server { } }", "/usr/share/nginx/logs/error.log /usr/share/nginx/logs/access.log")]
    [InlineData("error_log /e; http { server { access_log off; } }", "/e")]
    [InlineData("http { error_log /e; access_log /a; server { } }", "/e /a /usr/share/nginx/logs/error.log")]
    public void Implies_the_compiled_in_logs(string text, string paths) =>
        Assert.Equal(paths, string.Join(' ', Models.Of(text).Logs.Select(l => l.Path)));

    [Fact]
    public void Takes_compiled_in_paths_from_the_caller()
    {
        var model = ConfigModel.From(MemoryFiles.Parse("http { server { } }"), "/p", null, "/var/log/nginx/access.log");
        Assert.Equal(["/var/log/nginx/access.log"], model.Logs.Select(l => l.Path));
    }
}
