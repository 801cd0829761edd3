using System.Text;

namespace Gatemedic.Nginx.Tests.Syntax;

/// <summary>Configurations that nginx loads, and the same with slips in them. The same seed gives the same ones.</summary>
internal sealed class ConfigGenerator(Random random)
{
    /// <summary>What real slips and hostile files are made of.</summary>
    private static readonly string[] Pieces =
    [
        ";", ";", "{", "}", "}", "\"", "'", "#", "\\", "$", "${", "\n", "\r\n", "\r", "\t", " ", ")", "(", ";;", "{}", "};", "\"x\"", "'x'y", "\"\"", "''", "\\\"", "\\n", "#{", "é", "\0",
        "\uFEFF", "\u00A0", "\v", "=", "~", "~*", "@", "include part.map;", "include part.conf;", "include missing;", "include none/*.conf;", "server", "server {", "location / {", "events",
        "http", "types {", "map $uri $y {", "geo $z {", "upstream", "if", "limit_except", "default", "volatile;", "return", "$uri", "on", "off",
    ];

    private int names;

    /// <summary>A main file that nginx accepts.</summary>
    public string Whole()
    {
        names = 0;
        var text = new StringBuilder();
        Line(text, 0, Pick("worker_processes 1", "worker_processes auto", "timer_resolution 100ms", "worker_rlimit_nofile 4096"));
        Line(text, 0, "error_log stderr " + Pick("crit", "error", "alert"));
        text.Append(Pick("events { }\n", "events {\n  worker_connections 64;\n}\n", "\"events\" { 'worker_connections' \"64\" ; }\n", "events{worker_connections 64;}"));
        text.Append(Pick("http {\n", "http\n{\n", "\"http\" {", "http{"));
        HttpLines(text);
        Some(text, 0, 3, Data);
        Some(text, 1, 3, Server);
        text.Append(Pick("include part.conf;\n", "include 'part.conf' ;\n", "include part*.conf;\n", ""));
        Some(text, 0, 2, Server);
        return text.Append("}\n").ToString();
    }

    /// <summary>A file that nginx accepts inside http.</summary>
    public string Part()
    {
        var text = new StringBuilder();
        Lines(text, 0, 2, "log_not_found off", "etag off", "# nothing\nmsie_padding off");
        return text.ToString();
    }

    /// <summary>The bytes of a text with one to three slips.</summary>
    public byte[] Mutate(string text)
    {
        for (var slips = random.Next(1, 4); slips > 0 && text.Length > 0; slips--)
        {
            text = Slip(text);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(12) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private string Slip(string text)
    {
        var at = random.Next(text.Length);
        switch (random.Next(8))
        {
            case 0:
                return text.Remove(at, 1);
            case 1 or 2:
                return text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            case 3:
                return text[..at];
            case 4:
                var length = Math.Min(random.Next(1, 60), text.Length - at);
                return text.Insert(random.Next(text.Length), text.Substring(at, length));
            case 5 when random.Next(6) == 0:
                return text.Insert(at, new string(random.Next(3) == 0 ? ' ' : 'x', random.Next(4085, 4100)));
            case 5 when random.Next(3) == 0:
                return text.Replace("\n", "\r\n", StringComparison.Ordinal);
            case 5 when random.Next(4) == 0:
                return "\uFEFF" + text;
            default:
                var places = Enumerable.Range(0, text.Length).Where(i => ";{}\"'\n".Contains(text[i], StringComparison.Ordinal)).ToArray();
                var place = places.Length == 0 ? at : places[random.Next(places.Length)];
                return random.Next(3) == 0 ? text.Insert(place, text[place].ToString()) : text.Remove(place, 1);
        }
    }

    private void HttpLines(StringBuilder text) => Lines(text, 1, 6,
        "gzip_types text/css\n  text/xml", "sendfile on", "client_max_body_size 1m", "add_header X-A \"a;b {c}\"", "add_header X-B 'it\"s'", "default_type text/plain",
        "proxy_set_header X \"$http_host\"", "error_page 502 503 /x.html", "keepalive_timeout 65s 60s", "server_tokens off", "log_format " + Name("f") + " '$remote_addr \"$request\" '\n \"$status ${uri}x\\\"\"",
        "proxy_set_header Y a\\ b\\;c", "add_header X-C ${host}${uri}", "add_header X-D \"${host}\\\\\"", "add_header X-E #comment ; }\n e");

    private void Data(StringBuilder text) => text.Append(Pick(
        "types { text/html html htm; text/css css; }\n",
        "map $uri $" + Name("m") + " { default 'a b'; ~^/x\\d+ b; \"~^/y{2}\" c; include part.map; }\n",
        "map $host $" + Name("m") + " {\n  hostnames;\n  \"\" none;\n  *.example.org $uri;\n  'a\\\"b' 2;\n}\n",
        "geo $" + Name("g") + " { default 0; 127.0.0.0/8 1; # near\n }\n",
        "split_clients $uri $" + Name("s") + " { 50% a; * b; }\n",
        "upstream " + Name("u") + " {\n server 127.0.0.1:3000 weight=2;\n server unix:/run/app.sock backup; keepalive 4; }\n",
        "charset_map koi8-r " + Name("c") + " { 80 81; }\n"));

    private void Server(StringBuilder text)
    {
        text.Append(Pick("server {\n", "server{", "  \"server\"\n\t{\r\n"));
        Line(text, 2, $"listen 127.0.0.1:{18000 + (names++ % 900)}");
        Lines(text, 2, 3, "server_name \"example.org\" *.example.org ~^(?<name>.+)\\.org$", "root /srv", "set $a \"b c\"", "set $b ${uri}x", "return 200 \"a\\nb\"", "rewrite ^/(a|b)$ /c last");
        Some(text, 0, 1, t => t.Append("    if ($uri = \"/a;b\") { return 404 \"no\\t\\\"such\\\" 'page'\"; }\n"));
        Some(text, 0, 3, t => Location(t, "/" + Name("l"), 0));
        text.Append(Pick("}\n", "}", "} # end\n"));
    }

    private void Location(StringBuilder text, string path, int depth)
    {
        var isPrefix = random.Next(2) == 0;
        text.Append(isPrefix
            ? Pick($"location {path} {{\n", $"\"location\" '{path}'{{", $"location ^~ {path}{{ ")
            : Pick($"location ~ \"^{path}/a{{2}}\\.php$\" {{", $"location ~* {path}\\.\\{{x {{ "));
        Lines(text, 3, 3, "proxy_read_timeout 5s", "deny all", "add_header A \"\"", "try_files $uri ${uri}/ =404", "expires 1h", "root /srv/$host");
        Some(text, 0, 1, t => t.Append("limit_except GET { deny all; }\n"));
        if (depth < 3 && isPrefix && random.Next(3) == 0)
        {
            Location(text, path + "/" + Name("l"), depth + 1);
        }

        text.Append("}\n");
    }

    private void Lines(StringBuilder text, int depth, int most, params string[] choices)
    {
        random.Shuffle(choices);
        foreach (var words in choices.Take(random.Next(most + 1)))
        {
            Line(text, depth, words);
        }
    }

    private void Line(StringBuilder text, int depth, string words)
    {
        text.Append(' ', random.Next(3) == 0 ? 0 : depth * 2).Append(words).Append(Pick(";\n", ";", " ;\n", "\n;\n", "; # why\n", ";\r\n", " # before\n  ;\n"));
    }

    private void Some(StringBuilder text, int least, int most, Action<StringBuilder> write)
    {
        for (var count = random.Next(least, most + 1); count > 0; count--)
        {
            write(text);
        }
    }

    private string Name(string kind) => $"{kind}{names++}";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
