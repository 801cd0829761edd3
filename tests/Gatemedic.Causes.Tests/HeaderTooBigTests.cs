using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of header-too-big: the arithmetic of the buffers, and which directive counts.</summary>
public sealed class HeaderTooBigTests
{
    private const string Line = "upstream sent too big header";
    private const string Reading = "reading response header from upstream";

    // Each was checked against nginx 1.22.1: with the edits it loads and the header passes.
    [Theory]
    [InlineData("", 6170, "proxy_buffer_size 8k;")]
    [InlineData("", 10_000, "proxy_buffers 8 16k;proxy_buffer_size 16k;")]
    [InlineData("proxy_buffers 16 8k;", 10_000, "proxy_buffer_size 16k;")]
    [InlineData("proxy_buffer_size 8k;", 9000, "proxy_buffers 8 16k;proxy_buffer_size 16k;")]
    [InlineData("proxy_busy_buffers_size 8k;", 10_000, "proxy_buffers 8 16k;proxy_buffer_size 16k;proxy_busy_buffers_size 32k;")]
    [InlineData("proxy_buffers 2 4k;proxy_busy_buffers_size 4k;", 6000, "proxy_buffers 4 8k;proxy_buffer_size 8k;proxy_busy_buffers_size 16k;")]
    public void Changes_what_has_to_change_with_the_buffer_and_nothing_else(string set, int header, string expected)
    {
        var staged = Location($"{set} proxy_pass http://{Peer};").App("node shop.js", Peer, Nginx.Protocol.Http).Probed(Peer, Answers(headerBytes: header));
        var diagnosis = staged.Diagnose();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal("header-too-big", finding.Cause);
        var changed = finding.Remedies[0].Edited(diagnosis.Scene);
        var location = changed[changed.IndexOf("location", StringComparison.Ordinal)..];
        var statements = location.Split(['{', '}', ';', '\n']).Select(s => s.Trim()).Where(s => s.StartsWith("proxy_b", StringComparison.Ordinal)).Select(s => s + ";");
        Assert.Equal(expected.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s + ";").Order(StringComparer.Ordinal), statements.Order(StringComparer.Ordinal).Where(s => !set.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public void Sets_the_buffer_of_the_family_in_use_and_says_that_the_other_has_no_effect()
    {
        var finding = Location("proxy_buffer_size 12k; fastcgi_pass 127.0.0.1:9000;")
            .App("php-fpm: pool www", "127.0.0.1:9000", Nginx.Protocol.FastCgi)
            .Said(Line, Reading, "fastcgi://127.0.0.1:9000", "/index.php").First()!;
        Assert.Contains("fastcgi_buffer_size 16k;", finding.Remedies[0].Title, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, e => e.Text.StartsWith("proxy_buffer_size 12k is set, but has no effect on fastcgi_pass", StringComparison.Ordinal));
    }

    [Fact]
    public void Edits_the_location_that_the_failing_request_took()
    {
        var staged = Staged.Http($"    server {{\n        listen 80;\n        server_name shop.example;\n        location / {{\n            proxy_pass http://{Peer};\n        }}\n        location /login {{\n            proxy_pass http://{Peer};\n        }}\n    }}")
            .App("node shop.js", Peer, Nginx.Protocol.Http)
            .Said(Line, Reading, $"http://{Peer}/login", "/login");
        var diagnosis = staged.Diagnose();
        Assert.Contains("/login {\n            proxy_buffer_size 16k;\n            proxy_buffers 8 16k;\n            proxy_pass", Assert.Single(diagnosis.Findings).Remedies[0].Edited(diagnosis.Scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    public void A_header_may_fill_the_buffer_to_the_last_byte(int header, bool tooBig) =>
        Assert.Equal(tooBig, Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Nginx.Protocol.Http).Probed(Peer, Answers(headerBytes: header)).First() is not null);

    [Fact]
    public void Is_named_from_a_log_alone() =>
        Assert.Equal("header-too-big", Staged.LogsOnly().Said(Line, Reading, "uwsgi://unix:/run/shop.sock:").First()?.Cause);
}
