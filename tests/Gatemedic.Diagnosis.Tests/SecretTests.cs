using System.Collections.Immutable;
using System.Text;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Secrets planted in every place of a Scene that holds anybody's text: none leaves.</summary>
public sealed class SecretTests
{
    private const string KeyBody = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    private const string Pem = "-----BEGIN PRIVATE KEY-----\n" + KeyBody + "\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3S\nq83Cz\n-----END PRIVATE KEY-----\n";
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = new byte[32];

    /// <summary>Where, what stands there, and what of it must be gone.</summary>
    public static TheoryData<string, string, string> Plants => new()
    {
        { "config", "ssl_certificate_key \"data:" + Pem + "\";", "q83Cz" },
        { "config", "# " + Pem.Replace("\n", "\n# ", StringComparison.Ordinal), "q83Cz" },
        { "config", "-----BEGIN RSA PRIVATE KEY-----\n" + KeyBody + "\nAbCdEfG1", "AbCdEfG1" },
        { "config", "cut off above\nAbCdEfG2\nAbCdEfG3==\n-----END EC PRIVATE KEY-----\n", "AbCdEfG2" },
        { "utf16", Pem, "q83Cz" },
        { "log", "key is " + Pem.Replace("\n", "\\n", StringComparison.Ordinal), "q83Cz" },
        { "log", "key is " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Pem)), "LS0tLS1CRUdJ" },
        { "config", "proxy_set_header Authorization \"Basic aHVudGVyMjpodW50ZXIy\";", "aHVudGVyMjpodW50ZXIy" },
        { "config", "proxy_set_header X-Internal hunter2;", "hunter2" },
        { "config", "proxy_set_header \"X-Api-Key\" 'hun\\'ter2';", "ter2" },
        { "config", "# proxy_set_header X-Api-Key hunter2;", "hunter2" },
        { "config", "fastcgi_param DB_PASS \"hunter2 with blanks\";", "with blanks" },
        { "config", "env STRIPE=hunter2;", "hunter2" },
        { "config", "set $api_token hunter2;", "hunter2" },
        { "config", "if ($http_x_api_key != \"hunter2\") { return 403; }", "hunter2" },
        { "config", "map $http_x_client_key $client { default 0; \"hunter2\" shop; hunter3 api; }", "hunter3" },
        { "config", "map $host $upstream_token { default \"hunter2\"; shop.example hunter3; }", "hunter2" },
        { "config", "secure_link_md5 \"$secure_link_expires$uri hunter2\";", "hunter2" },
        { "config", "proxy_pass http://admin:hunter2@10.1.2.3:3000/;", "hunter2" },
        { "config", "return 302 https://login.example/cb?code=hunter2&state=hunter3;", "hunter3" },
        { "config", "alice:$apr1$r31cIkAn$hunter2hunter2hunter2xx", "hunter2" },
        { "config", "bob:{SSHA}hunter2hunter2", "hunter2" },
        { "config", "carol:hunter2hunter", "hunter2" },
        { "log", "FastCGI sent in stderr: \"Authorization: Bearer hunter2hunter2\"", "hunter2" },
        { "log", "headers {'Cookie': 'sid=hunter2; theme=hunter3'}", "hunter3" },
        { "log", "Set-Cookie: sid=hunter2; Path=/", "hunter2" },
        { "log", "{\\\"password\\\":\\\"hunter2 and more\\\"}", "and more" },
        { "log", "\\x22api_key\\x22:\\x22hunter2\\x22", "hunter2" },
        { "log", "GET /reset?t=hunter2 HTTP/1.1", "hunter2" },
        { "log", "GET /reset?hunter2hunter2hunter2hunter2 HTTP/1.1", "hunter2" },
        { "log", "connecting to postgres://shop:hunter2@db/shop", "hunter2" },
        { "log", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJlaHVudGVy", "c2lnbmF0dXJlaHVudGVy" },
        { "log", "used key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE" },
        { "command", "node server.js --db-password hunter2", "hunter2" },
        { "command", "env STRIPE=hunter2 PORT=3000 node server.js", "hunter2" },
        { "command", "curl -u admin:hunter2 http://127.0.0.1/", "hunter2" },
        { "unit", "PORT=3000 DATABASE_URL=postgres://shop:hunter2@db/shop", "hunter2" },
        { "url", "https://shop.example/cart?token=hunter2", "hunter2" },
        { "probe", "HTTP/1.1 200 OK..Set-Cookie: sid=hunter2", "hunter2" },
        { "blind", "cannot ask https://x:hunter2@shop.example/", "hunter2" },
        { "config", "server_name www.acme-widgets.example;", "acme" },
        { "log", "host zeus17.acme-widgets.example is down", "zeus17" },
        { "command", "gunicorn --chdir /srv/acme shop -H www.acme.example", "acme" },
        { "config", "server 203.0.113.77:3000; # 2001:db8:77::5", "203.0.113.77" },
        { "log", "client: 2001:db8:77::5, upstream 198.51.100.9", "2001:db8:77::5" },
    };

    [Theory]
    [MemberData(nameof(Plants))]
    public void What_is_planted_does_not_leave(string place, string text, string secret)
    {
        var scene = With(place, text);
        Assert.Contains(secret, All(scene), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, All(SceneRedactor.Redact(scene, Key, []).Scene), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void All_at_once_none_leaves()
    {
        var whole = string.Join('\n', Plants.Where(p => (string)p[0] == "config").Select(p => (string)p[1]));
        var shown = All(SceneRedactor.Redact(With("config", whole), Key, []).Scene);
        Assert.DoesNotContain(Plants.Where(p => (string)p[0] == "config").Select(p => (string)p[2]), s => shown.Contains(s, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("proxy_set_header Host $host;")]
    [InlineData("proxy_set_header Authorization $http_authorization;")]
    [InlineData("proxy_set_header Connection \"\";")]
    [InlineData("fastcgi_param SCRIPT_FILENAME /srv$fastcgi_script_name;")]
    [InlineData("rewrite ^/(.*)/(.*)$ /index.php?q=$1$is_args$args last;")]
    [InlineData("proxy_cache_path /var/cache keys_zone=one:10m;")]
    [InlineData("ssl_certificate_key /etc/ssl/private/shop.key;")]
    [InlineData("proxy_cache_key $scheme$host$uri;")]
    [InlineData("server_tokens off;")]
    [InlineData("map $http_upgrade $connection_upgrade { default upgrade; '' close; }")]
    [InlineData("listen 127.0.0.1:80; listen [::1]:80; listen 0.0.0.0:80;")]
    [InlineData("proxy_pass http://$arg_to.internal:3000;")]
    public void What_holds_no_secret_stays(string line) =>
        Assert.Contains(line, All(SceneRedactor.Redact(With("config", line), Key, []).Scene), StringComparison.Ordinal);

    [Fact]
    public void Lines_keep_their_numbers() =>
        Assert.EndsWith(":7", Line(SceneRedactor.Redact(With("config", "ssl_certificate_key \"data:" + Pem + "\";\nserver_tokens off;"), Key, []).Scene, "server_tokens"), StringComparison.Ordinal);

    [Fact]
    public void A_name_has_the_same_pseudonym_everywhere_and_its_subdomains_stay_below_it()
    {
        var redacted = SceneRedactor.Redact(With("config", "server_name acme.com *.acme.com;\nroot /srv/acme;\n"), Key, []);
        var name = redacted.Pseudonyms.Single(p => p.Meant == "acme").Shown;
        Assert.Contains($"server_name {name}.com *.{name}.com;", All(redacted.Scene), StringComparison.Ordinal);
        Assert.Contains($"root /srv/{name};", All(redacted.Scene), StringComparison.Ordinal);
    }

    /// <summary>The Scene's file with quotes and lines as they are, and each file of the configuration as its bytes.</summary>
    private static string All(Scene scene)
    {
        using var stream = new MemoryStream();
        SceneFile.Write(stream, scene);
        var files = scene.Instances.SelectMany(i => i.Configuration.Seen!.Files).Select(f => Encoding.UTF8.GetString(f.Content.Span).Replace("\0", "", StringComparison.Ordinal));
        return System.Text.RegularExpressions.Regex.Unescape(Encoding.UTF8.GetString(stream.ToArray()).Replace("\\\\", "\\\\\\\\", StringComparison.Ordinal)) + string.Join('\n', files);
    }

    private static string Line(Scene scene, string directive)
    {
        var files = scene.Instances[0].Configuration.Seen!;
        return ConfigParser.Parse(files, files.MainPath).Children().First(d => d.Name == directive).Where;
    }

    private static Scene With(string place, string text)
    {
        var configuration = place == "utf16" ? Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray() : Encoding.UTF8.GetBytes(place == "config" ? text : "");
        var sample = new WitnessEvent { Program = "shop", Signature = "other", Message = place == "log" ? text : "", Source = "shop.log:1", Line = place == "log" ? text : "" };
        return new Scene
        {
            Clock = new SceneClock(Noon, null),
            Focus = new Focus { Url = place == "url" ? text : null },
            Masters = place == "blind" ? Section.Blind<ImmutableArray<NginxMaster>>("nginx", text) : Section.Seen<ImmutableArray<NginxMaster>>([]),
            Instances =
            [
                new NginxInstance
                {
                    Id = "/etc/nginx/nginx.conf",
                    Version = Section.Seen("1.22.1"),
                    Configuration = Section.Seen(new ConfigSnapshot("/etc/nginx/nginx.conf", "/usr/share/nginx", [new ConfigFile("/etc/nginx/nginx.conf", configuration)], [])),
                },
            ],
            Listeners = Section.Seen<ImmutableArray<Listener>>([]),
            Processes = Section.Seen<ImmutableArray<HostProcess>>([new HostProcess { Pid = 10, Name = "node", Command = place == "command" ? text : "", StartedAt = Noon }]),
            Units = Section.Seen<ImmutableArray<ServiceUnit>>([new ServiceUnit { Name = "shop.service", ActiveState = "active", SubState = "running", Places = place == "unit" ? text : null }]),
            LocalAddresses = Section.Seen<ImmutableArray<string>>([]),
            Witnesses = Section.Seen<ImmutableArray<WitnessLog>>([new WitnessLog
            {
                Source = "shop.log",
                Origin = WitnessOrigin.File,
                Groups = [new WitnessGroup { Program = "shop", Signature = "other", Count = 1, Samples = [sample] }],
            }]),
            Answers =
            [
                new ProbeAnswer(
                    new ProbePeer(new PeerAddress("127.0.0.1", 3000), Protocol.Http, new ProbeRequest("localhost")),
                    Section.Seen(new ProbeResult { Stage = ProbeStage.Done, Outcome = ProbeOutcome.Answered, Text = "answered 200", ElapsedMs = 1, FirstBytes = place == "probe" ? text : null })),
            ],
        };
    }
}
