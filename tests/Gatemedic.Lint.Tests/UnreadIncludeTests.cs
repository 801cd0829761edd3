using System.Text;
using System.Text.RegularExpressions;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>One file that comes without those it includes: what is missing in it may stand there.</summary>
public sealed class UnreadIncludeTests
{
    private const string Text = """
        events {}
        http {
            include mime.types;
            include conf.d/*.conf;
            proxy_set_header X-Outer a;
            upstream app { server 127.0.0.1:3000; keepalive 4; }
            upstream pool { server edge.example.com:443; }
            server {
                location ~ \.php$ { include fastcgi.conf; fastcgi_pass unix:/run/php/php-fpm.sock; }
                location /kept { include proxy_params; proxy_pass http://app; }
                location /tls { include tls.conf; proxy_ssl_verify on; proxy_pass https://pool; }
                location /name { include tls.conf; proxy_ssl_server_name on; proxy_pass https://pool; }
                location /ws { include ws.conf; proxy_set_header Upgrade $http_upgrade; proxy_pass http://app; }
            }
        }
        """;

    private static readonly string[] Codes =
    [
        "fastcgi-without-script-filename", "host-header-is-group", "keepalive-without-http11", "set-header-lost", "tls-name-is-group",
        "tls-verify-against-group-name", "tls-verify-without-ca", "upstream-tls-without-sni", "websocket-headers", "websocket-read-timeout",
    ];

    [Fact]
    public void What_may_stand_in_an_unread_file_is_not_missing() => Assert.Empty(Found(Text));

    [Theory]
    [InlineData("fastcgi.conf")]
    [InlineData("proxy_params")]
    [InlineData("tls.conf")]
    [InlineData("ws.conf")]
    public void Without_the_include_it_is(string file) => Assert.NotEmpty(Found(Text.Replace($"include {file};", "", StringComparison.Ordinal)));

    [Fact]
    public void Types_and_patterns_without_a_match_hide_nothing() => Assert.Equal(Codes, Found(Regex.Replace(Text, @"\{ include \S+;", "{")));

    private static IEnumerable<string> Found(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var files = ConfigDump.Read(stream);
        var tree = ConfigParser.Parse(files, files.MainPath);
        Assert.Null(tree.Error);
        var version = NginxVersion.Parse("1.22.1");
        var subject = new LintSubject(tree, ConfigModel.From(tree, "/etc/nginx", version: version)) { Version = version };
        return new Linter(CheckCatalog.All).Run(subject, files).Select(f => f.Check.Code).Where(Codes.Contains).Distinct().Order(StringComparer.Ordinal);
    }
}
