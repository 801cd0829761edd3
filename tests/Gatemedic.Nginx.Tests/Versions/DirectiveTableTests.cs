using System.Collections.Immutable;

namespace Gatemedic.Nginx.Tests.Versions;

public sealed class DirectiveTableTests
{
    [Theory]
    [InlineData("proxy_http_version", "1.29.6", "1.0")]
    [InlineData("proxy_http_version", "1.29.7", "1.1")]
    [InlineData("proxy_set_header", "1.29.6", "Host $proxy_host, Connection close")]
    [InlineData("proxy_set_header", "1.29.7", "Host $proxy_host")]
    [InlineData("proxy_ssl_protocols", "1.23.3", "TLSv1 TLSv1.1 TLSv1.2")]
    [InlineData("proxy_ssl_protocols", "1.23.4", "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3")]
    [InlineData("proxy_ssl_protocols", "1.27.3", "TLSv1.2 TLSv1.3")]
    [InlineData("keepalive_requests", "1.19.9", "100")]
    [InlineData("keepalive_requests", "1.19.10", "1000")]
    [InlineData("keepalive_timeout", "1.22.1", "75s")]
    [InlineData("proxy_buffers", "1.22.1", "8 4k")]
    [InlineData("proxy_pass", "1.22.1", "")]
    [InlineData("no_such_directive", "1.22.1", "")]
    public void Knows_the_default_of_a_release(string directive, string version, string expected) =>
        Assert.Equal(expected, Text(DirectiveTable.Defaults(directive, DirectiveContexts.Location, NginxVersion.Parse(version))));

    [Fact]
    public void Tells_a_directive_of_the_same_name_by_its_block()
    {
        var version = NginxVersion.Parse("1.29.7");
        Assert.Equal("60s", Text(DirectiveTable.Defaults("keepalive_timeout", DirectiveContexts.Upstream, version)));
        Assert.Equal("16k", Text(DirectiveTable.Defaults("proxy_buffer_size", DirectiveContexts.StreamServer, version)));
        Assert.Equal("32 local", Text(DirectiveTable.Defaults("keepalive", DirectiveContexts.Upstream, version)));
        Assert.Equal("", Text(DirectiveTable.Defaults("keepalive", DirectiveContexts.Upstream, NginxVersion.Parse("1.29.6"))));
        Assert.False(DirectiveTable.Find("server", DirectiveContexts.Upstream)!.IsBlock);
        Assert.True(DirectiveTable.Find("server", DirectiveContexts.Http)!.IsBlock);
        Assert.Null(DirectiveTable.Find("server", DirectiveContexts.Server));
    }

    [Theory]
    [InlineData("resolver", "upstream", "1.27.2", false)]
    [InlineData("resolver", "upstream", "1.27.3", true)]
    [InlineData("ssl", "server", "1.25.0", true)]
    [InlineData("ssl", "server", "1.25.1", false)]
    [InlineData("spdy_pool_size", "server", "1.19.6", true)]
    [InlineData("spdy_pool_size", "server", "1.19.7", false)]
    [InlineData("least_time", "upstream", "1.31.0", true)]
    [InlineData("sticky", "upstream", "1.29.5", false)]
    [InlineData("proxy_ssl_alpn", "stream-server", "1.31.0", true)]
    [InlineData("proxy_ssl_alpn", "server", "1.31.0", false)]
    [InlineData("grpc_socket_keepalive", "location", "1.15.6", true)]
    [InlineData("grpc_socket_keepalive", "location", "1.15.5", false)]
    [InlineData("max_headers", "server", "9.0.0", true)]
    public void Knows_where_a_release_allows_a_directive(string directive, string block, string version, bool allowed) =>
        Assert.Equal(allowed, DirectiveTable.Find(directive, DirectiveContextsExtensions.Parse(block), NginxVersion.Parse(version)) is not null);

    [Fact]
    public void Follows_a_fix_into_a_stable_branch()
    {
        var leaf = DirectiveTable.Of("ssl_ocsp").Where(row => row.Contexts.HasFlag(DirectiveContexts.Server)).ToList();
        Assert.All(["1.28.0", "1.28.1", "1.28.3", "1.29.2", "1.29.3"], text => Assert.Single(leaf, row => row.IsIn(NginxVersion.Parse(text))));
    }

    [Fact]
    public void Has_one_answer_for_each_name_block_and_release()
    {
        NginxVersion[] releases = [new(1, 18, 0), new(1, 19, 6), new(1, 22, 1), new(1, 25, 1), new(1, 28, 2), new(1, 29, 2), new(1, 29, 7), DirectiveTable.Newest];
        Assert.All(DirectiveTable.Names, name => Assert.All(releases, release =>
        {
            var seen = DirectiveContexts.None;
            foreach (var row in DirectiveTable.Of(name).Where(row => row.IsIn(release)))
            {
                Assert.True((seen & row.Contexts) == 0, $"{name} has two rows for {seen & row.Contexts} in {release}");
                seen |= row.Contexts;
            }
        }));
    }

    [Fact]
    public void Has_defaults_that_its_own_rules_accept()
    {
        var rows = DirectiveTable.Names.SelectMany(name => DirectiveTable.Of(name)).Where(row => !row.IsBlock && row.Defaults.Length > 0).ToList();
        Assert.True(rows.Count > 400, $"{rows.Count} rows have defaults");
        foreach (var row in rows)
        {
            foreach (var words in row.Defaults)
            {
                var fault = ArgumentRules.Fault(row.Name, [.. words.Select(w => w.Trim('"'))], row.Value);
                Assert.True(row.Value.Kind == ValueKind.Own || row.Arguments.Allows(words.Length), $"{row.Name} {string.Join(' ', words)}");
                Assert.True(words is ["auto"] || fault is null, $"{row.Name}: {fault}");
            }
        }
    }

    [Fact]
    public void Agrees_with_the_changes_that_add_directives()
    {
        Assert.Equal(VersionChanges.All.OrderBy(c => c.Since), VersionChanges.All);
        Assert.Equal(VersionChanges.All.Length, VersionChanges.All.Select(c => c.Code).Distinct().Count());
        foreach (var (code, directive) in new[] { ("sticky", "sticky"), ("least-time", "least_time"), ("early-hints", "early_hints") })
        {
            Assert.Equal(VersionChanges.All.Single(c => c.Code == code).Since, DirectiveTable.Of(directive)[0].Versions[0].Since);
        }
    }

    [Theory]
    [InlineData("early-response", "1.28.1", false)]
    [InlineData("early-response", "1.28.2", true)]
    [InlineData("early-response", "1.29.4", false)]
    [InlineData("early-response", "1.30.0", true)]
    [InlineData("upstream-keepalive", "1.28.3", false)]
    public void Knows_which_release_behaves_so(string code, string version, bool expected) =>
        Assert.Equal(expected, VersionChanges.IsIn(code, NginxVersion.Parse(version)));

    [Fact]
    public void Tells_what_an_update_brings() =>
        Assert.Equal(["upstream-keepalive", "upstream-http11"], VersionChanges.Between(new(1, 29, 6), new(1, 30, 0)).Select(c => c.Code));

    [Fact]
    public void Gives_a_model_the_defaults_of_its_release()
    {
        var tree = MemoryFiles.Parse("http { server { location / { proxy_pass http://127.0.0.1; } } }");
        string Of(NginxVersion? version)
        {
            var model = ConfigModel.From(tree, "/p", version: version);
            return model.Effective(model.Passes[0], "proxy_http_version").Text;
        }

        Assert.Equal(["1.0", "1.1", "1.0"], [Of(new(1, 22, 1)), Of(new(1, 29, 7)), Of(null)]);
    }

    private static string Text(ImmutableArray<ImmutableArray<string>> defaults) => string.Join(", ", defaults.Select(words => string.Join(' ', words)));
}
