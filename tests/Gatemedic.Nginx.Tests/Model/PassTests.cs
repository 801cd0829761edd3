namespace Gatemedic.Nginx.Tests.Model;

public sealed class PassTests
{
    [Theory]
    [InlineData("proxy_pass http://app;", Protocol.Http, "group app")]
    [InlineData("proxy_pass http://APP/x/;", Protocol.Http, "group app uri /x/")]
    [InlineData("proxy_pass https://app;", Protocol.Https, "group app")]
    [InlineData("proxy_pass http://app:81;", Protocol.Http, "upstream \"app\" may not have port 81")]
    [InlineData("proxy_pass http://127.0.0.1:3000;", Protocol.Http, "127.0.0.1:3000")]
    [InlineData("proxy_pass HTTP://127.0.0.1/;", Protocol.Http, "127.0.0.1:80 uri /")]
    [InlineData("proxy_pass https://api.example.org?x=1;", Protocol.Https, "api.example.org:443 uri ?x=1")]
    [InlineData("proxy_pass http://[::1]:3000/a:b;", Protocol.Http, "[::1]:3000 uri /a:b")]
    [InlineData("proxy_pass http://[::1];", Protocol.Http, "[::1]:80")]
    [InlineData("proxy_pass http://unix:/run/x.sock;", Protocol.Http, "unix:/run/x.sock")]
    [InlineData("proxy_pass http://unix:/run/x.sock:/uri/;", Protocol.Http, "unix:/run/x.sock uri /uri/")]
    [InlineData("proxy_pass app;", Protocol.Http, "invalid URL prefix in \"app\"")]
    [InlineData("proxy_pass http://x:99999;", Protocol.Http, "invalid port in upstream \"x:99999\"")]
    [InlineData("fastcgi_pass 127.0.0.1:9000;", Protocol.FastCgi, "127.0.0.1:9000")]
    [InlineData("fastcgi_pass unix:/run/php/php8.2-fpm.sock;", Protocol.FastCgi, "unix:/run/php/php8.2-fpm.sock")]
    [InlineData("fastcgi_pass localhost;", Protocol.FastCgi, "no port in upstream \"localhost\"")]
    [InlineData("uwsgi_pass suwsgi://127.0.0.1:3031;", Protocol.Uwsgi, "127.0.0.1:3031")]
    [InlineData("uwsgi_pass app;", Protocol.Uwsgi, "group app")]
    [InlineData("scgi_pass 127.0.0.1:4000;", Protocol.Scgi, "127.0.0.1:4000")]
    [InlineData("grpc_pass 127.0.0.1:50051;", Protocol.Grpc, "127.0.0.1:50051")]
    [InlineData("grpc_pass grpcs://127.0.0.1:50051;", Protocol.Grpcs, "127.0.0.1:50051")]
    [InlineData("memcached_pass 127.0.0.1:11211;", Protocol.Memcached, "127.0.0.1:11211")]
    [InlineData("proxy_pass http://$host;", Protocol.Http, "depends on $host (variables)")]
    [InlineData("proxy_pass http://app$request_uri;", Protocol.Http, "group app uri $request_uri (variables)")]
    [InlineData("proxy_pass http://app/$1?x=$args;", Protocol.Http, "group app uri /$1?x=$args (variables)")]
    [InlineData("proxy_pass http://127.0.0.1:$arg_port/;", Protocol.Http, "depends on $arg_port (variables)")]
    [InlineData("set $b app; proxy_pass http://$b;", Protocol.Http, "group app (variables)")]
    [InlineData("set $b app; proxy_pass http://${b}/x;", Protocol.Http, "group app uri /x (variables)")]
    [InlineData("set $b app; proxy_pass http://$b:8080;", Protocol.Http, "app:8080 (variables)")]
    [InlineData("set $a app; set $b http://$a; proxy_pass $b;", Protocol.Http, "group app (variables)")]
    [InlineData("set $b app; set $b other; proxy_pass http://$b;", Protocol.Http, "depends on $b (set more than once) (variables)")]
    [InlineData("set $b app; if ($arg_x) { set $b other; } proxy_pass http://$b;", Protocol.Http, "depends on $b (set in an if) (variables)")]
    [InlineData("set $b $b; proxy_pass http://$b;", Protocol.Http, "depends on $b (variables)")]
    [InlineData("proxy_pass http://$of_server;", Protocol.Http, "group app (variables)")]
    [InlineData("proxy_pass http://$fixed;", Protocol.Http, "group app (variables)")]
    [InlineData("proxy_pass http://$same;", Protocol.Http, "group app (variables)")]
    [InlineData("proxy_pass http://$by_host;", Protocol.Http, "depends on $http_host (variables)")]
    [InlineData("set $key b; proxy_pass http://$by_key;", Protocol.Http, "10.0.0.2:80 (variables)")]
    [InlineData("set $key z; proxy_pass http://$by_key;", Protocol.Http, "10.0.0.9:80 (variables)")]
    [InlineData("proxy_pass $scheme://app;", Protocol.Http, "group app (variables)")]
    public void Finds_where_a_pass_leads(string directives, Protocol protocol, string target)
    {
        var model = Models.Of($$"""
            http {
                upstream App { server 127.0.0.1:3000; }
                map $uri $fixed { default app; }
                map $uri $same { default app; /x app; }
                map $http_host $by_host { default app; x other; }
                map $key $by_key { default 10.0.0.9; a 10.0.0.1; b 10.0.0.2; }
                server {
                    set $of_server app;
                    location / { {{directives}} }
                }
            }
            """);
        Assert.Null(model.Tree.Error);
        var pass = Assert.Single(model.Passes);
        Assert.Equal((protocol, target), (pass.Protocol, Models.Target(pass)));
    }

    [Theory]
    [InlineData("^/x(/.*)$", "http://app$1", "group app uri $1 (variables)")]
    [InlineData("^/(x)(/.*)$", "http://app$2", "group app uri $2 (variables)")]
    [InlineData("^/(?:x)(\\d+)(/.*)$", "http://app$1", "depends on $1 (variables)")]
    public void Sees_that_a_capture_starts_the_uri(string pattern, string target, string expected)
    {
        var model = Models.Of($"http {{ upstream app {{ server a:1; }} server {{ location ~ {pattern} {{ proxy_pass {target}; }} }} }}");
        Assert.Equal(expected, Models.Target(Assert.Single(model.Passes)));
    }

    [Fact]
    public void Keeps_the_blocks_around_each_pass()
    {
        var model = Models.Of("""
            http { server { location / {
                proxy_pass http://127.0.0.1:1;
                if ($arg_x) { proxy_pass http://127.0.0.1:2; }
                location ~ \.php$ { limit_except GET { proxy_pass http://127.0.0.1:3; } }
            } } }
            """);
        Assert.Equal(
            [
                "127.0.0.1:1 / http>server>location",
                "127.0.0.1:2 / http>server>location>if",
                "127.0.0.1:3 ~ \\.php$ http>server>location>location>limit_except",
            ],
            model.Passes.Select(p => $"{p.Address} {p.Location!.Text} {string.Join('>', p.Scope.Select(d => d.Name))}"));
    }

    [Fact]
    public void Does_not_run_the_set_of_an_outer_location()
    {
        var model = Models.Of("http { server { location / { set $b 127.0.0.1; location /x { proxy_pass http://$b; } } } }");
        Assert.Equal("depends on $b (variables)", Models.Target(Assert.Single(model.Passes)));
    }

    [Fact]
    public void Bounds_values_that_double_at_every_set()
    {
        var sets = string.Concat(Enumerable.Range(0, 40).Select(i => $"set $v{i + 1} $v{i}$v{i};\n"));
        var model = Models.Of($"http {{ server {{ set $v0 abc;\n{sets} location / {{ proxy_pass http://$v40; }} }} }}");
        Assert.NotNull(Assert.Single(model.Passes).Undecided);
    }

    [Theory]
    [InlineData("map $http_x_tenant $b { default 127.0.0.1:1; a shop; c $host; }", "127.0.0.1:1, group shop")]
    [InlineData("split_clients $request_id $b { 50% 127.0.0.1:1; * 127.0.0.1:2; }", "127.0.0.1:1, 127.0.0.1:2")]
    [InlineData("geo $b { ranges; default shop; 10.0.0.0-10.0.0.9 127.0.0.1:2; }", "group shop, 127.0.0.1:2")]
    [InlineData("map $http_x $b { default app.example; }", "")]
    public void Lists_where_a_drawn_or_looked_up_target_may_lead(string block, string alternatives)
    {
        var model = Models.Of($"http {{ {block} upstream shop {{ server 127.0.0.1:9; }} server {{ set $peer $b; location / {{ proxy_pass http://$peer; }} }} }}");
        Assert.Equal(alternatives, string.Join(", ", Assert.Single(model.Passes).Alternatives.Select(p => Models.Target(p with { HasVariables = false }))));
    }

    [Fact]
    public void Reads_stream_servers_apart_from_http()
    {
        var model = Models.Of("""
            http { upstream db { server 127.0.0.1:1; } }
            stream {
                upstream db { server 127.0.0.1:5432; }
                server { listen 5432; proxy_pass db; }
                server { listen 53 udp; proxy_pass dns:53; }
            }
            """);
        Assert.Equal(["Stream group db", "Stream dns:53"], model.Passes.Select(p => $"{p.Protocol} {Models.Target(p)}"));
        Assert.Equal("127.0.0.1:5432", model.Passes[0].Upstream!.Servers[0].Address.ToString());
        Assert.Equal((53, true), (model.Servers[1].Listens[0].Port, model.Servers[1].Listens[0].Udp));
    }

    [Theory]
    [InlineData("location /x { proxy_pass http://app; }\nupstream app { server 127.0.0.1:1; }")]
    [InlineData("upstream app { server 127.0.0.1:1; }\nserver { location /x { proxy_pass http://app; } }")]
    public void Reads_a_fragment_as_a_part_of_http(string fragment)
    {
        var pass = Assert.Single(Models.Of(fragment).Passes);
        Assert.Equal(("group app", "/x"), (Models.Target(pass), pass.Location!.Text));
    }
}
