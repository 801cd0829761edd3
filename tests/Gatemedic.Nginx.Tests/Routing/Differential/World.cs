using System.Net;
using System.Text;

namespace Gatemedic.Nginx.Tests.Routing.Differential;

/// <summary>A random hierarchy of servers and locations on one port, and random requests to it; the same for the same seed.</summary>
internal sealed class World(int number, int port, int echo, string root, Random random)
{
    private static readonly string[] Segments = ["a", "b", "ab", "a.b", "c.php", "img", "x-1", "A", "f.txt", "dir", "index.html", "é", "s p"];
    private static readonly string[] Names = ["a.test", "b.test", "*.test", "*.a.test", "www.*", "www.a.*", ".dot.test", "\"\"", "~^(?<sub>\\w+)\\.re\\.test$", "~^[A-C]\\d\\.", "_"];
    private static readonly string[] Hosts =
    [
        "a.test", "b.test", "A.TEST", "a.test.", "a.test:81", "x.test", "x.a.test", "y.x.a.test", "www.q", "www.a.q", "dot.test", "z.dot.test", "one.re.test", "a1.zz",
        "none", "127.0.0.1", "[::1]", "[::1]:8", "a.test:", "é.test",
    ];

    private static readonly string[] BadHosts = ["", "a..test", "a/b", ".", "a b"];
    private static readonly string[] Regexes =
    [
        "\\.php$", "^/a/(.*)$", "^/(\\w+)/(?<tail>.*)$", "\\.(txt|html)$", "^/([a-b]+)(/x)?", "/x-\\d", "^/A", "b$", "[^/]+/$", "^/(?:a|img)/(\\d+|b)", "\\s", "^/ab?(/|$)", "%",
    ];

    private readonly StringBuilder text = new();
    private int ids;
    private List<string> named = [];
    private int depth;

    /// <summary>The addresses on which it listens.</summary>
    public List<IPAddress> Addresses { get; } = [];

    /// <summary>The part of an http block.</summary>
    public string Configuration()
    {
        Line($"upstream up{number} {{ server 127.0.0.1:{echo}; }}");
        Line($"map $arg_m $map{number} {{ default d; 1 one; ~^(\\d)x$ re-$1; ~*^q Q; }}");
        Line($"map $uri $fmap{number} {{ default 0; ~/a 1; /b yes; }}");
        Line($"map $host $hmap{number} {{ hostnames; default none; .a.test dotted; *.test star; www.* tail; b.test exact; }}");
        Line($"geo $geo{number} {{ default far; 127.0.0.0/30 near; 127.0.0.2 two; }}");
        Line($"split_clients \"$uri\" $split{number} {{ 33.3% s1; 20% s2; * s3; }}");
        var listens = Pick(new[] { $"{port}", $"{port}|127.0.0.2", $"127.0.0.1|127.0.0.2", $"{port}|127.0.0.1|127.0.0.2", "127.0.0.1" }).Split('|');
        Addresses.AddRange(listens.Length == 1 && listens[0] == "127.0.0.1" ? [IPAddress.Loopback] : [IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        var defaults = new HashSet<string>();
        var servers = random.Next(1, 6);
        for (var i = 0; i < servers; i++)
        {
            Line("server {");
            depth++;
            foreach (var listen in listens.Where((_, at) => at == i || i >= listens.Length && at == 0 || random.Next(2) == 0).Concat(i == 0 ? listens : []).Distinct())
            {
                var isDefault = random.Next(5) == 0 && defaults.Add(listen);
                Line($"listen {(listen == $"{port}" ? listen : $"{listen}:{port}")}{(isDefault ? " default_server" : "")};");
            }

            if (random.Next(8) > 0)
            {
                Line($"server_name {string.Join(' ', Several(Names, 1, 3))};");
            }

            Server();
            depth--;
            Line("}");
        }

        return text.ToString();
    }

    /// <summary>A request, where it goes, and from where.</summary>
    public (RouteRequest Request, byte[] Bytes) Request()
    {
        var method = Pick(new[] { "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "FOO", "PATCH" });
        method = random.Next(200) == 0 ? Pick(new[] { "TRACE", "get", "G-T_X" }) : method;
        var minor = random.Next(12) == 0 ? 0 : 1;
        var target = Target();
        var headers = new List<(string, string)>();
        if (!(random.Next(minor == 0 ? 2 : 60) == 0))
        {
            headers.Add(("Host", Latin(random.Next(60) == 0 ? Pick(BadHosts) : Pick(Hosts))));
        }

        if (random.Next(150) == 0)
        {
            headers.Add(("Host", "b.test"));
        }

        if (random.Next(3) == 0)
        {
            headers.Add(("X-A", Pick(new[] { "1", "0", "abc", "" })));
        }

        if (random.Next(8) == 0)
        {
            headers.Add((Pick(new[] { "X_B", "X-B" }), Pick(new[] { "1", "0" })));
        }

        if (random.Next(5) == 0)
        {
            headers.Add(("Cookie", Pick(new[] { "k=v", "z=1; k=w", "K=up", "kk=1" })));
        }

        if (method is "POST" or "PUT" or "PATCH")
        {
            headers.Add(("Content-Length", "0"));
        }

        var from = IPAddress.Parse(Pick(new[] { "127.0.0.1", "127.0.0.2", "127.0.0.9" }));
        var request = new RouteRequest
        {
            Url = $"{method} {target}",
            Target = target,
            Method = method,
            Minor = minor,
            Headers = [.. headers],
            HasAllHeaders = true,
            Address = Pick(Addresses),
            Port = port,
            From = from,
        };
        var bytes = $"{method} {target} HTTP/1.{minor}\r\n{string.Concat(headers.Select(h => $"{h.Item1}: {h.Item2}\r\n"))}\r\n";
        return (request, Encoding.Latin1.GetBytes(bytes));
    }

    private string Target()
    {
        if (random.Next(80) == 0)
        {
            return Pick(new[] { "/..", "/a/../..", "/%", "/%0", "/%00", "*", "/a%zz", "http://a.test", "http://b.test/a/b?x", "HTTP://x.a.test:99/a", "http://q/?z", "http://a.test?z=1", "http:///a", "http://a_b/", "/a#b", "/a?b#c", "//", "/.", "/./", "/a/.", "/a/..", "/+", "/a+b%20c" });
        }

        var path = new StringBuilder();
        var length = random.Next(0, 4);
        for (var i = 0; i < length; i++)
        {
            path.Append(random.Next(14) == 0 ? "//" : "/").Append(Segment());
        }

        path.Append(length == 0 || random.Next(3) == 0 ? "/" : "");
        return path + (random.Next(3) == 0 ? "?" + Pick(new[] { "m=1", "m=5x&a=b", "q", "m=qq&m=1", "a=1&M=1", "x=%20+&m=", "" }) : "");
    }

    private string Segment() => random.Next(24) switch
    {
        0 => ".",
        1 => "..",
        2 => "%61",
        3 => "a%2fb",
        4 => "a%20b",
        5 => "a+b",
        6 => "%3F",
        7 => "%25",
        8 => "...",
        9 => "%2E%2e",
        10 => "b%26c",
        11 => "%C3%A9",
        _ => Latin(Pick(Segments)),
    };

    private void Server()
    {
        Line($"add_header X-Where {Id()} always;");
        Maybe(2, () => Line($"root {root};"));
        Maybe(8, () => Line("merge_slashes off;"));
        Maybe(10, () => Line("port_in_redirect off;"));
        Maybe(10, () => Line("server_name_in_redirect on;"));
        Maybe(12, () => Line("absolute_redirect off;"));
        Maybe(12, () => Line("underscores_in_headers on;"));
        Maybe(10, () => Line($"set $v2 {Id()};"));
        Maybe(4, () => Line($"index {Pick(new[] { "index.html", "none.html index.html", "none.html /a/f.txt", "x.php $arg_m index.html" })};"));
        named = [.. Several(["@n1", "@n2", "@n3"], 0, 3).Distinct()];
        Maybe(3, ErrorPage);
        Maybe(8, () => Line("recursive_error_pages on;"));
        for (var i = random.Next(0, 3); i > 0; i--)
        {
            Maybe(3, () => Rewriting(isServer: true));
        }

        var taken = new HashSet<string>();
        for (var i = random.Next(2, 9); i > 0; i--)
        {
            Location("", taken, 0);
        }

        foreach (var name in named)
        {
            Line($"location {name} {{");
            depth++;
            Body("@", name);
            depth--;
            Line("}");
        }
    }

    /// <summary>Inside a regular expression nginx takes only others.</summary>
    private void Location(string? outer, HashSet<string> taken, int level)
    {
        var modifier = Pick(outer is null ? ["~", "~*"] : new[] { "", "", "", "=", "^~", "~", "~*" });
        var isRegex = modifier is "~" or "~*";
        var name = isRegex ? Pick(Regexes) : outer + Prefix(outer!);
        if (!taken.Add((isRegex ? modifier : modifier == "=" ? "=" : "") + name))
        {
            return;
        }

        Line($"location {modifier} \"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)}\" {{");
        depth++;
        Body(modifier, name);
        var inner = new HashSet<string>();
        for (var i = level < 2 && modifier != "=" ? random.Next(0, 3) : 0; i > 0 && random.Next(2) == 0; i--)
        {
            Location(isRegex ? null : name, inner, level + 1);
        }

        depth--;
        Line("}");
    }

    private string Prefix(string outer)
    {
        var prefix = new StringBuilder(outer.Length == 0 ? "/" : "");
        for (var i = random.Next(outer.Length == 0 ? 0 : 1, 3); i > 0; i--)
        {
            prefix.Append(prefix.Length > 0 && prefix[^1] == '/' || (outer.EndsWith('/') && prefix.Length == 0) ? "" : "/").Append(Pick(Segments));
        }

        return prefix + (random.Next(2) == 0 && !prefix.ToString().EndsWith('/') ? "/" : "");
    }

    private void Body(string modifier, string name)
    {
        Maybe(5, () => Line($"add_header X-Where {Id()} always;"), otherwise: () => Line($"add_header X-Where {Id()} always;"));
        Maybe(12, () => Line("internal;"));
        Maybe(6, ErrorPage);
        Maybe(8, () => Line(Pick(new[] { "deny 127.0.0.9;", "allow 127.0.0.0/30; deny all;", "deny all;", "allow all;", "allow 127.0.0.9; deny 127.0.0.0/8;" })));
        for (var i = random.Next(0, 3); i > 0; i--)
        {
            Rewriting(isServer: false);
        }

        Maybe(10, () => Line("satisfy any;"));
        Maybe(10, () => Line("recursive_error_pages on;"));
        Maybe(12, LimitExcept);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                Line(Return());
                break;
            case 3 or 4 or 5 or 6:
                Proxy(modifier);
                break;
            case 7 or 8:
                Files(modifier, name);
                Line($"try_files {Pick(new[] { "$uri", "$uri $uri/", "/a/f.txt", "/none $uri/", "$uri.html", "$uri/index.html" })} {Pick(new[] { "=404", "=418", "/index.html", "/a/b?$args", "@n1", "/img$uri", "/b?x=$uri" })};");
                break;
            case 9:
                Line(Pick(new[] { "empty_gif;", "stub_status;" }));
                break;
            default:
                Files(modifier, name);
                Maybe(3, () => Line("autoindex on;"));
                Maybe(4, () => Line("index none.html index.html;"));
                break;
        }
    }

    private void Files(string modifier, string name)
    {
        if (modifier is "~" or "~*" && random.Next(4) == 0)
        {
            Line($"alias {root}/{Pick(new[] { "a/$1", "$1", "img/", "a/f.txt", "dir$uri" })};");
        }
        else if (modifier is "" or "^~" or "=" && random.Next(4) == 0)
        {
            Line($"alias {root}/{Pick(new[] { "a", "img", "dir" })}{(name.EndsWith('/') ? "/" : "")};");
        }
        else
        {
            Line($"root {root}{Pick(new[] { "", "", "/a", "/" })};");
        }
    }

    private void ErrorPage() =>
        Line($"error_page {Pick(new[] { "404", "403 404", "404 405 500", "301 302", "418 410", "400", "403" })} {Pick(new[] { "", "", "=", "=200", "=503", "=302" })} {Pick(new[] { "/index.html", "/a/b", "/err?e=1", "http://other.test/x", "@n1", "@n2", "/b$uri" })};");

    private void LimitExcept()
    {
        Line($"limit_except {Pick(new[] { "GET", "POST PUT", "HEAD", "GET POST" })} {{");
        depth++;
        Line(Pick(new[] { "deny all;", "allow 127.0.0.0/30; deny all;", "allow all;", "deny 127.0.0.9;", $"proxy_pass http://127.0.0.1:{echo};" }));
        depth--;
        Line("}");
    }

    private string Return() => Pick(new[]
    {
        $"return 200 \"{Variables()}\";", $"return 200 \"{Variables()}\";", $"return 200 \"{Variables()}\";", $"return 200 \"{Variables()}\";", "return 404;", "return 403;", "return 204;",
        "return 301 /moved$uri;", "return 302 http://else.test$request_uri;", "return 307 $scheme://$host/x?$args;", "return 404 \"text\";", "return 500;", "return 418;", "return http://u.test/$1;",
        "return 410;", "return 444;", "return 400;", "return 302 rel;", "return 303 /é;", "return 308 https://$server_name$uri$is_args$args;", "return 499;", "return 503;", "return 200;", "return 405;",
    });

    /// <summary>A map with captures stands first: after $1, nginx would measure that with other captures than it writes.</summary>
    private string Variables() =>
        $"{Id()}|$map{number}|$uri|$args|$is_args|$1|$2|$tail|$sub|$host|$server_name|$request_uri|$request_method|$fmap{number}|$hmap{number}|$geo{number}|$split{number}|$v1|$v2|$arg_m|$http_x_a|$cookie_k|$scheme|$server_port|$server_addr|$remote_addr|$document_uri|$query_string|$server_protocol|$content_length";

    private void Proxy(string modifier)
    {
        var mayHaveUri = modifier is "" or "=" or "^~";
        var host = Pick(new[] { $"127.0.0.1:{echo}", $"up{number}", $"UP{number}" });
        var uri = mayHaveUri ? Pick(new[] { "", "", "/", "/up", "/up/", "/up?z=1" }) : "";
        if (random.Next(6) == 0)
        {
            uri = Pick(new[] { "$uri", "$request_uri", "/v$1", "/v?a=$args", "/$tail" });
        }

        Line($"proxy_pass http://{host}{uri};");
        Maybe(4, () => Line($"proxy_set_header Host {Pick(new[] { "$host", "$http_host", "fixed", "\"\"", "$proxy_host:$server_port" })};"));
        Maybe(12, () => Line("proxy_http_version 1.1;"));
    }

    private void Rewriting(bool isServer)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                Line($"set $v{random.Next(1, 3)} \"{Pick(new[] { "x", "$uri", "$v1-$v2", "$1", "$arg_m", $"$map{number}" })}\";");
                break;
            case 2 or 3 or 4:
                Line(RewriteLine(isServer));
                break;
            case 5:
                Maybe(3, () => Line("break;"));
                break;
            default:
                If(isServer);
                break;
        }
    }

    private string RewriteLine(bool isServer) =>
        $"rewrite \"{Pick(new[] { "^/a(.*)$", "^/(\\w+)/(\\w+)", "^(.*)$", "\\.php$", "^/ab/?(.*)", "^/img/(?<tail>.*)", "/b$", "^/dir(.*)\\.txt$", "(?i)^/A/(.*)", "^/(?P<tail>[^/]+)/" })}\" {Pick(new[] { "/b$1", "/a/$1?r=$1", "/x-1/$2/$1?", "$uri.html", "/c.php?u=$uri&m=$arg_m", "http://r.test/$1", "/img/$tail", "/a", "$1" })}{Pick(new[] { "", " last", " last", " break", " break", " redirect", " permanent" })};"
            .Replace("\"$1", isServer ? "\"/s$1" : "\"/l$1", StringComparison.Ordinal);

    private void If(bool isServer)
    {
        Line($"if ({Pick(new[] { "$arg_m", "$arg_m = 1", "$request_method = POST", "$request_method != GET", "$uri ~ ^/a/(.*)$", "$uri !~* php", "$host ~* \"^(\\w)\"", $"$map{number} = one", "$http_x_a", "$http_x_a = \"\"", $"-f {root}$uri", $"!-e {root}$uri", $"-d {root}$uri", "$cookie_k = v", "$http_x_b", "$http_x_b != \"\"", "$request_uri ~ \"^/(\\w+)\"", "$is_args", "$v1 = $v2", "$document_root ~ site", "$request_filename ~ /(a|dir)", "$remote_addr = 127.0.0.2", "$server_port !~ ^1", "$args ~ m=(\\w)", "$v1", $"$geo{number} = two", $"$split{number} = s1" })}) {{");
        depth++;
        Line($"{(isServer ? "" : $"add_header X-Where {Id()} always;")}");
        switch (random.Next(6))
        {
            case 0:
                Line($"set $v1 {Pick(new[] { "if", "\"$1\"", "0" })};");
                break;
            case 1:
                Line(Return());
                break;
            case 2:
                Line(RewriteLine(isServer));
                break;
            case 3:
                Line("break;");
                break;
            case 4 when !isServer:
                Line($"proxy_pass http://127.0.0.1:{echo};");
                break;
        }

        depth--;
        Line("}");
    }

    private string Id() => $"w{number}-{++ids}";

    private void Maybe(int oneIn, Action write, Action? otherwise = null)
    {
        if (random.Next(oneIn) == 0)
        {
            write();
        }
        else
        {
            otherwise?.Invoke();
        }
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private IEnumerable<string> Several(string[] from, int least, int most) => Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Pick(from)).ToList();

    private void Line(string line)
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * (depth + 1)).Append(line).Append('\n');
        }
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
