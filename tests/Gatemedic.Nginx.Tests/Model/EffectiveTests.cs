namespace Gatemedic.Nginx.Tests.Model;

public sealed class EffectiveTests
{
    private const string Text = """
        http {
            proxy_read_timeout 10s;
            proxy_buffer_size 16k;
            proxy_set_header Host $host;
            server {
                proxy_set_header X-A a;
                proxy_set_header X-B b;
                location / {
                    proxy_read_timeout 20s;
                    proxy_pass http://127.0.0.1:1;
                    location /x { proxy_read_timeout 30s; fastcgi_pass 127.0.0.1:2; }
                    if ($arg_x) { proxy_pass http://127.0.0.1:3; }
                }
            }
            server { location / { proxy_buffers 4 32k; proxy_pass http://127.0.0.1:4; } }
        }
        stream { server { listen 1; proxy_pass 127.0.0.1:5; } }
        """;

    [Theory]
    [InlineData(1, "proxy_read_timeout", "20s", "/etc/nginx/nginx.conf:9")]
    [InlineData(2, "proxy_read_timeout", "30s", "/etc/nginx/nginx.conf:11")]
    [InlineData(3, "proxy_read_timeout", "20s", "/etc/nginx/nginx.conf:9")]
    [InlineData(4, "proxy_read_timeout", "10s", "/etc/nginx/nginx.conf:2")]
    [InlineData(5, "proxy_read_timeout", "", "nginx default")]
    [InlineData(5, "proxy_timeout", "10m", "nginx default")]
    [InlineData(5, "proxy_next_upstream", "on", "nginx default")]
    [InlineData(1, "proxy_connect_timeout", "60s", "nginx default")]
    [InlineData(2, "fastcgi_buffers", "8 4k", "nginx default")]
    [InlineData(2, "fastcgi_busy_buffers_size", "8k", "nginx default")]
    [InlineData(1, "proxy_busy_buffers_size", "32k", "nginx default")]
    [InlineData(4, "proxy_busy_buffers_size", "64k", "nginx default")]
    [InlineData(1, "proxy_next_upstream", "error timeout", "nginx default")]
    [InlineData(1, "proxy_ssl_name", "$proxy_host", "nginx default")]
    [InlineData(1, "resolver", "", "nginx default")]
    [InlineData(1, "resolver_timeout", "30s", "nginx default")]
    public void Inherits_scalars_level_by_level(int port, string directive, string value, string where)
    {
        var model = Models.Of(Text);
        var effective = model.Effective(model.Passes.Single(p => p.Address!.Port == port), directive);
        Assert.Equal((value, where), (effective.Text, effective.Where));
    }

    [Theory]
    [InlineData(1, "X-A a, X-B b")]
    [InlineData(4, "Host $host")]
    public void Takes_lists_from_one_level_only(int port, string headers)
    {
        var model = Models.Of(Text);
        var all = model.EffectiveAll(model.Passes.Single(p => p.Address!.Port == port), "proxy_set_header");
        Assert.Equal(headers, string.Join(", ", all.Select(v => v.Text)));
    }

    [Theory]
    [InlineData("16k", 16384L)]
    [InlineData("1M", 1048576L)]
    [InlineData("2g", 2147483648L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData("k", null)]
    [InlineData("-1", null)]
    [InlineData("1.5m", null)]
    [InlineData("9223372036854775807g", null)]
    public void Reads_sizes(string text, long? bytes) =>
        Assert.Equal(bytes, NginxUnits.TryParseSize(text, out var parsed) ? parsed : null);

    [Theory]
    [InlineData("60", 60_000L)]
    [InlineData("1m30s", 90_000L)]
    [InlineData("1h 30m", 5_400_000L)]
    [InlineData("1m30", 90_000L)]
    [InlineData("500ms", 500L)]
    [InlineData("1s500ms", 1500L)]
    [InlineData("1d", 86_400_000L)]
    [InlineData("1M", 2_592_000_000L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("5x", null)]
    [InlineData("30s1m", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("9223372036854775807", null)]
    public void Reads_times(string text, long? milliseconds) =>
        Assert.Equal(milliseconds, NginxUnits.TryParseTime(text, out var parsed) ? (long)parsed.TotalMilliseconds : null);
}
