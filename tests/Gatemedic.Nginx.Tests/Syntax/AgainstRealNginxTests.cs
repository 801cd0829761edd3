using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>Grammar faults, found by nginx itself and by the parser in the same files.</summary>
public sealed partial class AgainstRealNginxTests
{
    private const string Whole = """
        worker_processes 1;
        error_log stderr crit; # a comment { ; }
        events { worker_connections 64; }
        http {
            log_format main '$remote_addr "$request" '
                            "$status ${uri}x";
            types { text/html html htm; text/css css; }
            map $uri $kind { default 'a b'; ~^/x\d+ b; "~^/y{2}" c; include part.map; }
            geo $near { default 0; 127.0.0.0/8 1; }
            split_clients $uri $half { 50% a; * b; }
            upstream app {
                server 127.0.0.1:3000 weight=2;
                server unix:/run/app.sock backup;
                keepalive 4;
            }
            include part.conf;
            server {
                listen 127.0.0.1:18080;
                server_name "example.org" *.example.org ~^(?<name>.+)\.org$;
                if ($uri = "/a;b") { return 404 "no\t\"such\" 'page'"; }
                location / { proxy_pass http://app; proxy_set_header Host $host; }
                location ~ "^/a{2}\.php$" {
                    fastcgi_pass 127.0.0.1:9000;
                    limit_except GET { deny all; }
                    location ~ \.inc$ { return 403; }
                }
            }
        }

        """;

    private const string PartConf = "gzip on;\ngzip_types text/css\n  text/xml;\nserver {\n  listen 127.0.0.1:18081;\n  return 204;\n}\n";

    private const string PartMap = "/p 1;\n'/q' 2;\n";

    private static readonly string[] Pieces = [";", "{", "}", "\"", "'", "#", "\\", "$", "\n", " ", ")", "${", ";;", "\"x\"", "'x'y", "events", "server", "include part.map;", "é"];

    public static TheoryData<string> Snippets =>
    [
        "", ";", "{", "}", "{}", "gzip on", "gzip on;", "gzip on;;", "gzip on; ;", "gzip on }", "gzip \"on\";", "gzip 'on' ;", "gzip \"on\"x;",
        "gzip \"on\"\"\";", "gzip \"on\"'x';", "gzip \"on\n;", "gzip 'on\n;", "gzip {", "gzip { }", "gzip on { }", "gzip on\nserver { }", "gzip on\n}",
        "server;", "server ;", "server\n;", "server }", "server { }", "server {", "server { }}", "server { };", "server { ; }", "server { { } }",
        "upstream u { server 127.0.0.1; }", "upstream u { server 127.0.0.1 }", "upstream u { server 127.0.0.1 { } }", "upstream u;", "upstream u { }; }",
        "types { a b; }", "types { a b }", "types { a { } }", "types { a b; } }", "types { ; }", "types { a b; include part.map; }", "types { include missing; }",
        "map $uri $x { }", "map $uri $x { a b }", "map $uri $x { a { b c; } }", "map $uri $x;", "geo $g { a", "geo $g { include part.map; default 1 }",
        "split_clients $uri $s { include part.map; }", "split_clients $uri $s { * { } }", "charset_map koi8-r utf-8 { 80 E282AC; }", "charset_map koi8-r utf-8 { 80 { } }",
        "server { location / { }", "server { location / }", "server { location /; }", "server { location / { } } } }", "server { if ($uri) { return 200 }",
        "server { if ($uri = \"a\") { return 200; } }", "server { if ($uri = \"a\")) { return 200; } }", "server { if ($uri = \"a\" ) { return 200; } }",
        "server { location ~ a\\{2\\} { } }", "server { location ~ a{2} { } }", "server { set $x ${uri}; }", "server { set $x ${uri; }", "server { set $x a}b; }",
        "server { set $x a#b; }", "server { set $x #b; c;\n }", "server { set $x \\; ; }", "server { set $x a\\ b; }", "server { set $x ab\"c; }", "# only a comment",
        "server { set $x \"${uri}\\\"{;}\"; }", "include missing.conf;", "include part.conf", "include part.conf { }", "include none*.conf;", "include /;",
        "include \"\";", "include open.conf;", "include close.conf;", "include half.conf; gzip on;", "server { include close.conf; }", "\r\ngzip on;\r\n", "\tgzip\ton\t;\t",
        "limit_except GET { }", "server { location / { limit_except GET; } }", "server { location / { limit_except GET { deny all } } }",
        "gzip on;\n\n\n\"gzip_vary\" on\n\n;\n }", "$", "\\", "gzip on; $", "gzip on; \\", "gzip on; }\n}", "gzip on; \"", "gzip on; '",
    ];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Judges_a_snippet_as_nginx_does(string snippet)
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = Prepare();
        Compare(nginx, $"events {{ }}\nhttp {{\n{snippet}\n}}\n", PartConf);
        Compare(nginx, $"events {{ }}\nhttp {{ {snippet}", PartConf);
    }

    [Fact]
    public void Judges_long_words_and_comments_as_nginx_does()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = Prepare();
        for (var length = 4088; length < 4098; length++)
        {
            var x = new string('x', length);
            foreach (var snippet in new[] { $"set $a {x};", $"set $a \"{x}\";", $"set $a '{x}' ;", $"#{x}\nset $a b;", $"set $a #{x}\n\nb;" })
            {
                Compare(nginx, $"events {{ }}\nhttp {{ server {{\n{snippet}\n}} }}\n", PartConf);
            }
        }
    }

    [Fact]
    public void Judges_mutated_configurations_as_nginx_does()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = Prepare();
        Assert.True(Compare(nginx, Whole, PartConf));
        Assert.Null(nginx.Test());
        var random = new Random(502);
        var grammatical = 0;
        for (var round = 0; round < 300; round++)
        {
            var inPart = round % 5 == 0;
            var mutated = Mutate(inPart ? PartConf : Whole, random);
            grammatical += Compare(nginx, inPart ? Whole : mutated, inPart ? mutated : PartConf) ? 1 : 0;
        }

        Assert.InRange(grammatical, 100, 300);
    }

    [Fact]
    public void Judges_generated_configurations_as_nginx_does()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        // Each case is one run of nginx; GATEMEDIC_CASES=20000 takes a quarter of an hour.
        var cases = int.TryParse(Environment.GetEnvironmentVariable("GATEMEDIC_CASES"), out var asked) ? asked : 1000;
        using var nginx = Prepare();
        var (accepted, grammatical) = (0, 0);
        for (var seed = 0; seed < cases; seed++)
        {
            var generator = new ConfigGenerator(new Random(seed));
            var (main, part) = (Encoding.UTF8.GetBytes(generator.Whole()), Encoding.UTF8.GetBytes(generator.Part()));
            switch (seed % 10)
            {
                case 0:
                    Compare(nginx, main, part);
                    Assert.True(nginx.Test() is not { } fault, $"seed {seed}: the generator made what nginx refuses: {nginx.Test()}\n{Encoding.UTF8.GetString(main)}");
                    accepted++;
                    break;
                case 1:
                    grammatical += Compare(nginx, main, generator.Mutate(Encoding.UTF8.GetString(part) + "types { a b; }\nserver { return 204; }\n")) ? 1 : 0;
                    break;
                default:
                    grammatical += Compare(nginx, generator.Mutate(Encoding.UTF8.GetString(main)), part) ? 1 : 0;
                    break;
            }
        }

        Assert.Equal((cases + 9) / 10, accepted);
        Assert.InRange(grammatical, cases / 3, cases);
    }

    private static RealNginx Prepare()
    {
        var nginx = new RealNginx();
        nginx.Write("part.map", Encoding.UTF8.GetBytes(PartMap));
        nginx.Write("open.conf", "server {\n  listen 127.0.0.1:18082;\n"u8.ToArray());
        nginx.Write("close.conf", "\n}\n"u8.ToArray());
        nginx.Write("half.conf", "gzip_vary on\n\n"u8.ToArray());
        return nginx;
    }

    /// <summary>True when nginx's verdict was about grammar: acceptance or a fault that the parser must report too.</summary>
    private static bool Compare(RealNginx nginx, string main, string part) => Compare(nginx, Encoding.UTF8.GetBytes(main), Encoding.UTF8.GetBytes(part));

    private static bool Compare(RealNginx nginx, byte[] mainBytes, byte[] partBytes)
    {
        nginx.Write("nginx.conf", mainBytes);
        nginx.Write("part.conf", partBytes);
        var (main, part) = (Encoding.UTF8.GetString(mainBytes), Encoding.UTF8.GetString(partBytes));
        var theirs = nginx.Test();
        var error = ConfigParser.Parse(new DiskFiles(), nginx.MainPath).Error;
        (string, string, int)? ours = error is null ? null : (error.Message, error.File, error.Line);
        if (theirs is { } fault && !Grammar().IsMatch(fault.Message))
        {
            // nginx met a fault of meaning first; ours may only come later in that file.
            Assert.True(error is null || error.File != fault.File || error.Line >= fault.Line, $"{theirs} against {ours} in:\n{main}");
            return false;
        }

        Assert.True(theirs == ours, $"nginx: {theirs}\nours: {ours}\nin:\n{main}\npart:\n{part}");
        return true;
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            2 => text[..at],
            _ => Structural(text, random),
        };
    }

    /// <summary>Drops or doubles one of the characters that hold the structure.</summary>
    private static string Structural(string text, Random random)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => ";{}\"'\n".Contains(text[i], StringComparison.Ordinal)).ToArray();
        var at = places[random.Next(places.Length)];
        return random.Next(3) == 0 ? text.Insert(at, text[at].ToString()) : text.Remove(at, 1);
    }

    [GeneratedRegex("""^(unexpected |too long parameter|directive ".*" (is not terminated|has no opening)|open\(\) )""", RegexOptions.Singleline)]
    private static partial Regex Grammar();

    private sealed class DiskFiles : IConfigFiles
    {
        public ConfigFile Read(string path) => System.IO.File.Exists(path)
            ? new ConfigFile(path, System.IO.File.ReadAllBytes(path))
            : System.IO.Directory.Exists(path)
                ? new ConfigFile(path, default, "Is a directory", 21)
                : new ConfigFile(path, default, "No such file or directory", 2);

        public ImmutableArray<string> Glob(string pattern) => !System.IO.Directory.Exists(Path.GetDirectoryName(pattern)) ? [] :
            [.. System.IO.Directory.GetFiles(Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)];
    }
}
