using System.Text;
using System.Text.Json;
using Gatemedic.Nginx.Tests.Syntax;

namespace Gatemedic.Nginx.Tests.Interchange;

/// <summary>Payloads that were compared with crossplane 0.5.7 by hand; docs/crossplane.md lists where they differ on purpose.</summary>
public sealed class CrossplanePayloadTests
{
    private static readonly CrossplaneOptions Comments = new() { IncludeComments = true };

    public static TheoryData<string, string> Statements => new()
    {
        { "user www;", """{"directive":"user","line":1,"args":["www"]}""" },
        { "\n\n \"user\"\n'w w'  x\n;", """{"directive":"user","line":3,"args":["w w","x"]}""" },
        { "a{}b\n{c;}", """{"directive":"a","line":1,"args":[],"block":[]},{"directive":"b","line":1,"args":[],"block":[{"directive":"c","line":2,"args":[]}]}""" },
        { "a \"\" '' x\"y\"z \"it's\" 'say \"hi\"';", """{"directive":"a","line":1,"args":["","","x\"y\"z","it's","say \"hi\""]}""" },
        { """a "q\"q" 'q\'q' "n\nt\\" b\ c\; "\'";""", """{"directive":"a","line":1,"args":["q\"q","q'q","n\\nt\\\\","b\\ c\\;","\\'"]}""" },
        { "a $x ${x} ${x}y $ \"${x}{;}\";", """{"directive":"a","line":1,"args":["$x","${x}","${x}y","$","${x}{;}"]}""" },
        { "a \"1\n2\" b\n c;\nd;", """{"directive":"a","line":1,"args":["1\n2","b","c"]},{"directive":"d","line":4,"args":[]}""" },
        { "a caf\u00e9 \U0001F600 \"\t\";", """{"directive":"a","line":1,"args":["caf\u00e9","\ud83d\ude00","\t"]}""" },
        { "http { map a $b { \"\" x; default ''; } }", """{"directive":"http","line":1,"args":[],"block":[{"directive":"map","line":1,"args":["a","$b"],"block":[{"directive":"","line":1,"args":["x"]},{"directive":"default","line":1,"args":[""]}]}]}""" },
        { "o { if ($a = b) { } if ( $a ) { } if ($a) { } if ( ! -f $a ){ } if () { } }", """{"directive":"o","line":1,"args":[],"block":[{"directive":"if","line":1,"args":["$a","=","b"],"block":[]},{"directive":"if","line":1,"args":["$a"],"block":[]},{"directive":"if","line":1,"args":["$a"],"block":[]},{"directive":"if","line":1,"args":["!","-f","$a"],"block":[]},{"directive":"if","line":1,"args":[],"block":[]}]}""" },
        { "content_by_lua_block { local a = {1, \"}\"} -- }\n }\nb;", """{"directive":"content_by_lua_block","line":1,"args":[" local a = {1, \"}\"} -- }\n "]},{"directive":"b","line":3,"args":[]}""" },
        { "set_by_lua_block $r { return [[ } ]] }", """{"directive":"set_by_lua_block","line":1,"args":["$r"," return [[ } ]] "]}""" },
        { "third_party x { y z; }", """{"directive":"third_party","line":1,"args":["x"],"block":[{"directive":"y","line":1,"args":["z"]}]}""" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Writes_statements_as_crossplane_does(string text, string parsed)
    {
        var payload = Read(new MemoryFiles(text), new CrossplaneOptions());
        Assert.Equal(Normal($"[{parsed}]"), Normal(payload.GetProperty("config")[0].GetProperty("parsed").GetRawText()));
    }

    [Fact]
    public void Writes_pure_ascii_in_the_order_of_crossplane() => Assert.Equal(
        """{"status":"ok","errors":[],"config":[{"file":"/etc/nginx/nginx.conf","status":"ok","errors":[],"parsed":[{"directive":"a","line":1,"args":["\u00e9\ud83d\ude00\ufffd\"\\\u0001"]}]}]}""" + "\n",
        Text(new MemoryFiles([.. Encoding.UTF8.GetBytes("a 'é😀"), 0xff, .. Encoding.UTF8.GetBytes("\"\\\u0001';")]), new CrossplaneOptions()));

    [Fact]
    public void Tells_comments_where_they_are_asked_for()
    {
        var files = new MemoryFiles("# first\na { #in\n b #of b\n c # and\n ;#after\n}\n#last");
        Assert.Equal(
            """[{"directive":"#","line":1,"args":[],"comment":" first"},{"directive":"a","line":2,"args":[],"block":[{"directive":"#","line":2,"args":[],"comment":"in"},{"directive":"b","line":3,"args":["c"]},{"directive":"#","line":3,"args":[],"comment":"of b"},{"directive":"#","line":3,"args":[],"comment":" and"},{"directive":"#","line":5,"args":[],"comment":"after"}]},{"directive":"#","line":7,"args":[],"comment":"last"}]""",
            Read(files, Comments).GetProperty("config")[0].GetProperty("parsed").GetRawText());
    }

    [Fact]
    public void Numbers_included_files_as_they_are_first_named()
    {
        var payload = Read(Included(), new CrossplaneOptions());
        Assert.Equal(
            ["/etc/nginx/nginx.conf", "/etc/nginx/d/a", "/etc/nginx/d/b", "/etc/nginx/z", "/etc/nginx/deep"],
            payload.GetProperty("config").EnumerateArray().Select(f => f.GetProperty("file").GetString()));
        Assert.Equal(
            """[{"directive":"http","line":1,"args":[],"block":[{"directive":"include","line":1,"args":["d/*"],"includes":[1,2]},{"directive":"include","line":1,"args":["z"],"includes":[3]},{"directive":"include","line":1,"args":["none/*"],"includes":[]}]}]""",
            payload.GetProperty("config")[0].GetProperty("parsed").GetRawText());
        Assert.Equal("""[{"directive":"a1","line":1,"args":[]},{"directive":"include","line":1,"args":["deep"],"includes":[4]}]""", payload.GetProperty("config")[1].GetProperty("parsed").GetRawText());
    }

    [Fact]
    public void Combines_files_in_the_place_of_their_include()
    {
        var names = new List<string>();
        var payload = Read(Included(), new CrossplaneOptions { Combine = true });
        Collect(Assert.Single(payload.GetProperty("config").EnumerateArray()).GetProperty("parsed"), names);
        Assert.Equal(["/etc/nginx/nginx.conf http", "/etc/nginx/d/a a1", "/etc/nginx/deep deep1", "/etc/nginx/d/b b1", "/etc/nginx/deep deep1"], names);
    }

    [Fact]
    public void Leaves_includes_alone_in_a_single_file() => Assert.Equal(
        """[{"directive":"include","line":1,"args":["gone"]}]""",
        Read(new MemoryFiles("include gone;"), new CrossplaneOptions { SingleFile = true }).GetProperty("config")[0].GetProperty("parsed").GetRawText());

    [Theory]
    [InlineData("http {\n server {\n  location / {\n   proxy_pass http://a\n  }\n  gzip on;\n }\n}", "directive \"proxy_pass\" is not terminated by \";\" in /etc/nginx/nginx.conf:4", 4, "http server location gzip")]
    [InlineData("http {\n gzip on\n server {\n  listen 80;\n }\n root /x;\n}", "directive \"gzip\" is not terminated by \";\" in /etc/nginx/nginx.conf:2", 2, "http root")]
    [InlineData("events;\nuser x;", "directive \"events\" has no opening \"{\" in /etc/nginx/nginx.conf:1", 1, "user")]
    [InlineData("a;\nhttp {\n gzip on;", "unexpected end of file, expecting \"}\" in /etc/nginx/nginx.conf:3", 3, "a http gzip")]
    [InlineData("a;\n}\nb;", "unexpected \"}\" in /etc/nginx/nginx.conf:2", 2, "a")]
    [InlineData("a;\n\ninclude gone;\nb;", "[Errno 2] No such file or directory: '/etc/nginx/gone'", 3, "a include b")]
    [InlineData("user x;\ngzip on;\nevents {}", "\"gzip\" directive is not allowed here in /etc/nginx/nginx.conf:2", 2, "user events")]
    [InlineData("http {\n gzip on off;\n root /x;\n}", "invalid number of arguments in \"gzip\" directive in /etc/nginx/nginx.conf:2", 2, "http root")]
    [InlineData("http {\n gzip maybe;\n gzip ON;\n}", "invalid value \"maybe\" in \"gzip\" directive, it must be \"on\" or \"off\" in /etc/nginx/nginx.conf:2", 2, "http gzip")]
    [InlineData("http {\n server { listen; root\n x; }\n}", "invalid number of arguments in \"listen\" directive in /etc/nginx/nginx.conf:2", 2, "http server root")]
    [InlineData("http {\n upstream u {\n  server a;\n  location / { gzip on; }\n  keepalive 1;\n }\n}", "\"location\" directive is not allowed here in /etc/nginx/nginx.conf:4", 4, "http upstream server keepalive")]
    [InlineData("stream {\n server { listen 1; gzip on; }\n upstream u { server a; }\n}", "\"gzip\" directive is not allowed here in /etc/nginx/nginx.conf:2", 2, "stream server listen upstream server")]
    [InlineData("http { server {\n location / { if ($a) { gzip on; listen 80; } }\n} }", "\"listen\" directive is not allowed here in /etc/nginx/nginx.conf:2", 2, "http server location if gzip")]
    [InlineData("http { server {\n if () { return 200; }\n root x; } }", "invalid number of arguments in \"if\" directive in /etc/nginx/nginx.conf:2", 2, "http server root")]
    [InlineData("include a b;\nuser x;", "invalid number of arguments in \"include\" directive in /etc/nginx/nginx.conf:1", 1, "user")]
    [InlineData("a \"b\"c;\nd;", "unexpected \"c\" in /etc/nginx/nginx.conf:1", 1, "")]
    public void Tells_an_error_and_goes_on_where_that_is_possible(string text, string error, int line, string kept)
    {
        var payload = Read(new MemoryFiles(text), new CrossplaneOptions());
        var told = Assert.Single(payload.GetProperty("errors").EnumerateArray());
        Assert.Equal((error, line, MemoryFiles.Main), (told.GetProperty("error").GetString(), told.GetProperty("line").GetInt32(), told.GetProperty("file").GetString()));
        Assert.Equal(("failed", "failed"), (payload.GetProperty("status").GetString(), payload.GetProperty("config")[0].GetProperty("status").GetString()));
        var names = new List<string>();
        Collect(payload.GetProperty("config")[0].GetProperty("parsed"), names);
        Assert.Equal(kept, string.Join(' ', names.Select(n => n.TrimStart())));
    }

    [Fact]
    public void Knows_third_party_directives_from_slips_only_when_strict()
    {
        var files = new MemoryFiles("http { map a $b { x y; } proxy_passs x; content_by_lua_block { } other { gzip on; } gzip off; }");
        Assert.Equal("ok", Read(files, new CrossplaneOptions()).GetProperty("status").GetString());
        Assert.Equal(
            ["unknown directive \"proxy_passs\"", "unknown directive \"other\""],
            CrossplanePayload.Read(files, MemoryFiles.Main, new CrossplaneOptions { Strict = true }).Errors.Select(e => e.Message));
    }

    [Fact]
    public void Judges_nothing_inside_blocks_of_third_parties_and_data() =>
        Assert.Empty(CrossplanePayload.Read(
            new MemoryFiles("rtmp { server { listen 1 2 3; gzip maybe; application x { root; } } } http { map $a $b { gzip maybe; root; } types { gzip on off; } }"),
            MemoryFiles.Main,
            new CrossplaneOptions()).Errors);

    [Fact]
    public void Judges_an_included_file_by_each_block_that_includes_it() => Assert.Equal(
        [("/etc/nginx/part", "\"gzip\" directive is not allowed here", 1), ("/etc/nginx/part", "invalid number of arguments in \"root\" directive", 2)],
        CrossplanePayload.Read(
            new MemoryFiles("stream { server { include part; } } http { server { include part; } }").Add("/etc/nginx/part", "gzip on;\nroot;"),
            MemoryFiles.Main,
            new CrossplaneOptions()).Errors.Where(e => e.Message.Contains("gzip", StringComparison.Ordinal) || e.Message.Contains("number", StringComparison.Ordinal)).Select(e => (e.File, e.Message, e.Line ?? 0)));

    [Fact]
    public void Names_a_main_file_that_cannot_be_read() => Assert.Equal(
        """{"status":"failed","errors":[{"file":"/x","error":"[Errno 2] No such file or directory: '/x'","line":null}],"config":[{"file":"/x","status":"failed","errors":[{"error":"[Errno 2] No such file or directory: '/x'","line":null}],"parsed":[]}]}""" + "\n",
        Text(new MemoryFiles("a;"), new CrossplaneOptions(), "/x"));

    [Fact]
    public void Is_json_whatever_comes()
    {
        var options = new CrossplaneOptions[] { new(), Comments, new() { Combine = true }, new() { Combine = true, IncludeComments = true } };
        for (var seed = 0; seed < 2000; seed++)
        {
            var generator = new ConfigGenerator(new Random(seed));
            var files = new MemoryFiles(generator.Mutate(generator.Whole()))
                .Add(new ConfigFile("/etc/nginx/part.conf", generator.Mutate("# x\ngzip on;include part.map;")))
                .Add(new ConfigFile("/etc/nginx/part.map", generator.Mutate("/p 1;\n'/q' 2;\n#\n")));
            Assert.Equal(JsonValueKind.Object, Read(files, options[seed % options.Length]).ValueKind);
        }
    }

    private static MemoryFiles Included() => new MemoryFiles("http { include d/*; include z; include none/*; }")
        .Add("/etc/nginx/d/b", "b1; include deep;")
        .Add("/etc/nginx/d/a", "a1; include deep;")
        .Add("/etc/nginx/z", "")
        .Add("/etc/nginx/deep", "deep1;");

    private static string Text(MemoryFiles files, CrossplaneOptions options, string main = MemoryFiles.Main)
    {
        using var stream = new MemoryStream();
        CrossplanePayload.Read(files, main, options).WriteTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement Read(MemoryFiles files, CrossplaneOptions options) => JsonDocument.Parse(Text(files, options), new JsonDocumentOptions { MaxDepth = 2000 }).RootElement;

    private static void Collect(JsonElement statements, List<string> names)
    {
        foreach (var statement in statements.EnumerateArray())
        {
            names.Add($"{(statement.TryGetProperty("file", out var file) ? file.GetString() : "")} {statement.GetProperty("directive").GetString()}");
            if (statement.TryGetProperty("block", out var block))
            {
                Collect(block, names);
            }
        }
    }

    private static string Normal(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
