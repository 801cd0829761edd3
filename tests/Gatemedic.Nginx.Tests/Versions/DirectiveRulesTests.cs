namespace Gatemedic.Nginx.Tests.Versions;

public sealed class DirectiveRulesTests
{
    [Fact]
    public void Names_every_fault_in_the_order_of_the_configuration() => Assert.Equal(
        [
            "1 \"worker_processes\" directive is duplicate",
            "4 invalid value \"yes\" in \"gzip\" directive, it must be \"on\" or \"off\"",
            "7 \"proxy_pass\" directive is not allowed here",
            "8 invalid number of arguments in \"client_max_body_size\" directive",
            "9 unexpected end of file, expecting \"}\"",
        ],
        Check("worker_processes 1; worker_processes 2;\nevents { }\nhttp {\ngzip yes;\nserver {\nproxy_pass\nhttp://x;\nclient_max_body_size 1m 2m;\n"));

    [Fact]
    public void Judges_what_is_included_where_it_is_included()
    {
        var files = new MemoryFiles("http { server { include part; } }").Add("/etc/nginx/part", "proxy_buffering on;\nevents { }\nproxy_buffering off;");
        Assert.Equal(
            [("\"events\" directive is not allowed here", "/etc/nginx/part", 2), ("\"proxy_buffering\" directive is duplicate", "/etc/nginx/part", 3)],
            DirectiveRules.Check(files.Parse()).Select(e => (e.Message, e.File, e.Line)));
    }

    [Fact]
    public void Leaves_third_party_directives_and_their_blocks_alone_unless_strict()
    {
        const string main = "http { vhost_traffic_status_zone; rate { events; } content_by_lua_block { return } types { a b; proxy_pass; } }";
        Assert.Empty(Check(main));
        Assert.Equal(
            ["1 unknown directive \"vhost_traffic_status_zone\"", "1 unknown directive \"rate\""],
            Check(main, new DirectiveRuleOptions { Strict = true }));
    }

    [Theory]
    [InlineData("http { server { max_headers 5; } }", "unknown directive \"max_headers\"", "nginx has it since 1.29.8; this is 1.22.1")]
    [InlineData("http { server { spdy_pool_size 4k; } }", "unknown directive \"spdy_pool_size\"", "nginx had it until 1.19.6; this is 1.22.1")]
    [InlineData("http { upstream u { resolver 127.0.0.1; } }", "\"resolver\" directive is not allowed here", "nginx allows it here since 1.27.3; this is 1.22.1")]
    [InlineData("http { proxy_http_version 2; }", "invalid value \"2\"", "nginx takes it since 1.29.4; this is 1.22.1")]
    [InlineData("http { upstream u { keepalive 4 local; } }", "invalid number of arguments in \"keepalive\" directive", "nginx takes it since 1.29.7; this is 1.22.1")]
    [InlineData("http { server { proxy_pas http://x; } }", "unknown directive \"proxy_pas\"", "did you mean \"proxy_pass\"?")]
    [InlineData("http { add_after_body /x on; }", "invalid number of arguments in \"add_after_body\" directive", "it takes 1, not 2")]
    [InlineData("http { proxy_pass http://x; }", "\"proxy_pass\" directive is not allowed here", "it may stand in location, if in location, limit_except, stream server")]
    [InlineData("http { max_headers { } }", "unknown directive \"max_headers\"", "nginx has it since 1.29.8; this is 1.22.1")]
    public void Tells_what_stands_behind_a_fault(string main, string message, string hint)
    {
        var fault = Assert.Single(DirectiveRules.Check(MemoryFiles.Parse(main), new DirectiveRuleOptions { Version = new(1, 22, 1), Strict = true }));
        Assert.Equal((message, hint), (fault.Message, fault.Hint));
    }

    [Fact]
    public void Without_a_release_accepts_what_any_release_accepts() =>
        Assert.Empty(Check("http { spdy_pool_size 4k; proxy_http_version 2; upstream u { keepalive 4 local; least_time header; resolver 127.0.0.1; } }"));

    [Fact]
    public void Judges_a_fragment_in_its_context()
    {
        Assert.Equal(["1 \"listen\" directive is not allowed here"], Check("listen 80; proxy_buffering on;", new DirectiveRuleOptions { Context = DirectiveContexts.Location }));
        Assert.Empty(Check("listen 80; location / { proxy_pass http://x; }", new DirectiveRuleOptions { Context = DirectiveContexts.Server | DirectiveContexts.StreamServer }));
    }

    [Fact]
    public void Knows_what_a_build_lacks()
    {
        var modules = NginxModules.Parse("configure arguments: --with-cc-opt='-g --with-http_v3_module' --with-http_ssl_module --with-stream=dynamic --without-http_grpc_module --with-http_geoip_module=dynamic");
        string[] Missing(string main) => [.. DirectiveRules.Check(MemoryFiles.Parse(main), new DirectiveRuleOptions { Modules = modules }).Select(e => e.Hint ?? e.Message)];

        Assert.Equal(["this nginx was built without http_v3"], Missing("http { http3 on; ssl_protocols TLSv1.2; }"));
        Assert.Equal(["this nginx was built without http_grpc"], Missing("http { grpc_buffer_size 4k; proxy_ssl_verify on; }"));
        Assert.Equal(["load_module modules/ngx_stream_module.so; is missing"], Missing("stream { }"));
        Assert.Equal(["load_module modules/ngx_http_geoip_module.so; is missing"], Missing("http { geoip_country x; }"));
        Assert.Empty(Missing("load_module modules/ngx_stream_module.so; load_module x/ngx_http_geoip_module.so; http { geoip_country x; } stream { server { } }"));
        Assert.Equal(["this nginx was built without mail"], Missing("mail { }"));
    }

    private static string[] Check(string main, DirectiveRuleOptions? options = null) =>
        [.. DirectiveRules.Check(MemoryFiles.Parse(main), options).Select(e => $"{e.Line} {e.Message}")];
}
