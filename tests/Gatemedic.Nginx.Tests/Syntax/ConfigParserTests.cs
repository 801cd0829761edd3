namespace Gatemedic.Nginx.Tests.Syntax;

public sealed class ConfigParserTests
{
    [Theory]
    [InlineData("a b;\n}\n", 2, "unexpected \"}\"")]
    [InlineData("http {\n  server {\n  }\n", 4, "unexpected end of file, expecting \"}\"")]
    [InlineData("worker_processes 1", 1, "unexpected end of file, expecting \";\" or \"}\"")]
    [InlineData("worker_processes 1;\n;", 2, "unexpected \";\"")]
    [InlineData("{\n}", 1, "unexpected \"{\"")]
    [InlineData("http {\n  access_log off\n}\n", 3, "unexpected \"}\"")]
    [InlineData("http {\n  access_log off\n  server {\n }\n}\n", 3, "directive \"access_log\" is not terminated by \";\"")]
    [InlineData("events;\n", 1, "directive \"events\" has no opening \"{\"")]
    [InlineData("http { upstream u { server { } } }", 1, "directive \"server\" is not terminated by \";\"")]
    [InlineData("http { server\n;\n}", 2, "directive \"server\" has no opening \"{\"")]
    [InlineData("a \"b\"c;", 1, "unexpected \"c\"")]
    [InlineData("a 'b\nc;\n", 3, "unexpected end of file, expecting \";\" or \"}\"")]
    [InlineData("http { map $a $b {\n x y;\n default {\n} } }", 3, "unexpected \"{\"")]
    [InlineData("http {\n content_by_lua_block {\n if x then {{\n }\n}", 2, "unexpected end of file, expecting terminating characters for lua code block")]
    [InlineData("http {\n content_by_lua_block {\n a = [==[\n }\n}", 3, "Lua code block missing the closing long bracket \"]==]\"")]
    [InlineData("include missing.conf;\n", 1, "open() \"/etc/nginx/missing.conf\" failed (2: No such file or directory)")]
    public void Reports_a_fault_in_nginx_words_at_its_line(string text, int line, string message)
    {
        var error = MemoryFiles.Parse(text).Error!;
        Assert.Equal((message, MemoryFiles.Main, line), (error.Message, error.File, error.Line));
    }

    [Theory]
    [InlineData("http {\n  access_log off\n  server {\n }\n}\n", "a \";\" is probably missing on line 2, after \"off\"")]
    [InlineData("http {\n  access_log off\n  gzip\n  on\n}\n", "a \";\" is probably missing on line 2, after \"off\"")]
    [InlineData("http {\n  access_log off\n}\n", "a \";\" is probably missing on line 2, after \"off\"")]
    [InlineData("http {\n  access_log off", "a \";\" is probably missing on line 2, after \"off\"")]
    [InlineData("http {\n  server {\n    location / {\n      return 200;\n  }\n}\n", "\"location\" of line 3 is probably not closed: the \"}\" that ends it, on line 5, is indented for an outer block")]
    [InlineData("http {\n  server {\n  }\n", "\"http\" of line 1 is not closed")]
    [InlineData("http {\n  server {\n  }\n  }\n  gzip on;\n}\n", "the \"}\" on line 4 probably closes \"http\" of line 1 too early")]
    [InlineData("http {\n  log_format a 'x;\n  gzip on;\n}\n", "the ' opened on line 2 is never closed")]
    [InlineData("http {\n  server\n    listen 80;\n}\n", "a \"{\" is missing on line 2, after \"server\"")]
    [InlineData("http { server {\n location ~ ^/a{2}$ { } } }", "the word before \"2}$\" on line 2 ends at its \"{\": a regular expression with \"{\" must be quoted")]
    [InlineData("gzip on;;", "there is one \";\" too many: an empty statement is not allowed")]
    public void Hints_at_the_mistake_behind_the_fault(string text, string hint) =>
        Assert.Equal(hint, MemoryFiles.Parse(text).Error?.Hint);

    [Fact]
    public void Keeps_what_stands_before_the_fault_open_blocks_included()
    {
        var tree = MemoryFiles.Parse("user www;\nhttp {\n  server {\n    listen 80;\n    ;\n  }\n}\n");
        Assert.Equal("user(www) http[server[listen(80)]]", Print(tree));
        Assert.Equal(5, tree.Error?.Line);
    }

    [Fact]
    public void Includes_in_place_sorted_and_relative_to_the_main_file()
    {
        var files = new MemoryFiles("http { include conf.d/*.conf; types { include mime; } }")
            .Add("/etc/nginx/conf.d/b.conf", "b 1;")
            .Add("/etc/nginx/conf.d/a.conf", "a 1; include conf.d/inner;")
            .Add("/etc/nginx/conf.d/.hidden.conf", "no;")
            .Add("/etc/nginx/conf.d/inner", "upstream u { server x; }")
            .Add("/etc/nginx/mime", "text/html html;");
        var tree = files.Parse();
        Assert.Null(tree.Error);
        Assert.Equal(
            "http[include(conf.d/*.conf)<a(1) include(conf.d/inner)<upstream(u)[server(x)]> b(1)> types[include(mime)<text/html(html)>]]",
            Print(tree));
        Assert.Equal(["a", "upstream", "b", "types"], tree.Root[0].Children().Select(d => d.Name));
        Assert.Equal("/etc/nginx/conf.d/b.conf:1", tree.Root[0].Children().ElementAt(2).Where);
    }

    [Theory]
    [InlineData("http {", "unexpected end of file, expecting \"}\"", "/etc/nginx/part", 1)]
    [InlineData("gzip on; }", "unexpected \"}\"", "/etc/nginx/part", 1)]
    public void Does_not_let_blocks_span_files(string part, string message, string file, int line)
    {
        var error = new MemoryFiles("a;\ninclude part;\n}").Add("/etc/nginx/part", part).Parse().Error!;
        Assert.Equal((message, file, line), (error.Message, error.File, error.Line));
    }

    [Fact]
    public void Reports_an_include_that_cannot_be_read_where_it_is_included()
    {
        var error = new MemoryFiles("a;\ninclude\n folder;\n")
            .Add(new ConfigFile("/etc/nginx/folder", default, "Is a directory", 21))
            .Parse().Error!;
        Assert.Equal(
            ("pread() \"/etc/nginx/folder\" failed (21: Is a directory)", MemoryFiles.Main, 3),
            (error.Message, error.File, error.Line));
    }

    [Fact]
    public void Passes_over_an_include_that_only_nginx_may_read()
    {
        var tree = new MemoryFiles("a;\ninclude secret;\nb;\n")
            .Add(new ConfigFile("/etc/nginx/secret", default, "Permission denied", 13))
            .Parse();
        Assert.Null(tree.Error);
        Assert.Equal(["a", "b"], tree.Children().Select(d => d.Name));
    }

    [Fact]
    public void Stops_an_include_loop()
    {
        var error = MemoryFiles.Parse("a;\ninclude *.conf;").Error!;
        Assert.Equal(("files include each other more than 100 deep", 2), (error.Message, error.Line));
    }

    [Fact]
    public void Stops_files_that_double_at_every_include()
    {
        var files = new MemoryFiles("include f0;");
        for (var i = 0; i < 40; i++)
        {
            files.Add($"/etc/nginx/f{i}", $"include f{i + 1}; include f{i + 1};");
        }

        files.Add("/etc/nginx/f40", "");
        Assert.Equal("more than 100000 files are included", files.Parse().Error?.Message);
    }

    [Fact]
    public void Stops_a_hundred_thousand_nested_blocks()
    {
        var tree = MemoryFiles.Parse(string.Concat(Enumerable.Repeat("a {\n", 100_000)));
        Assert.Equal(("blocks are nested more than 512 deep", 513), (tree.Error!.Message, tree.Error.Line));
    }

    [Fact]
    public void Stops_a_word_of_a_hundred_megabytes()
    {
        var bytes = new byte[100 << 20];
        Array.Fill(bytes, (byte)'x');
        Assert.Equal("too long parameter \"xxxxxxxxxx...\" started", new MemoryFiles(bytes).Parse().Error?.Message);
    }

    [Fact]
    public void Keeps_a_lua_body_as_its_last_word()
    {
        var tree = MemoryFiles.Parse("set_by_lua_block $x {\n a = '}' -- }\n b = [[}]] .. \"\\\"}\" --[=[ } ]=]\n t = { {} }\n}\nb;");
        Assert.Null(tree.Error);
        Assert.Equal("$x", tree.Root[0].Args[0]);
        Assert.Equal("\n a = '}' -- }\n b = [[}]] .. \"\\\"}\" --[=[ } ]=]\n t = { {} }\n", tree.Root[0].Args[1]);
        Assert.Equal(("b", 6), (tree.Root[1].Name, tree.Root[1].Line));
    }

    [Fact]
    public void Gives_every_directive_the_span_of_its_text()
    {
        const string text = "# é\na  'é b' ;\n\"quoted\" {\n  b ${x};\n  c { }\n}\n";
        var tree = MemoryFiles.Parse(text);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        string Text(Directive d) => System.Text.Encoding.UTF8.GetString(bytes[d.Span.Start..d.Span.End]);
        Assert.Equal(["a  'é b' ;", "\"quoted\" {\n  b ${x};\n  c { }\n}"], tree.Root.Select(Text));
        Assert.Equal(["b ${x};", "c { }"], tree.Root[1].Block!.Value.Select(Text));
        Assert.Equal([2, 3, 4, 5], new[] { tree.Root[0].Line, tree.Root[1].Line, tree.Root[1].Block!.Value[0].Line, tree.Root[1].Block!.Value[1].Line });
    }

    [Fact]
    public void Parses_the_same_from_a_snapshot()
    {
        var files = new MemoryFiles("include *.d; include gone;").Add("/etc/nginx/x.d", "a b;");
        var recording = new RecordingConfigFiles(files);
        var first = ConfigParser.Parse(recording, MemoryFiles.Main);
        var snapshot = recording.ToSnapshot(MemoryFiles.Main, "/usr/share/nginx");
        var again = ConfigParser.Parse(snapshot, snapshot.MainPath);
        Assert.Equal((Print(first), first.Error), (Print(again), again.Error));
        Assert.Equal(["/etc/nginx/nginx.conf", "/etc/nginx/x.d", "/etc/nginx/gone"], snapshot.Files.Select(f => f.Path));
        Assert.Equal("/etc/nginx/*.d", Assert.Single(snapshot.Globs).Pattern);
    }

    private static string Print(ConfigTree tree) => Print(tree.Root);

    private static string Print(IEnumerable<Directive> directives) => string.Join(' ', directives.Select(d =>
        d.Name
        + (d.Args.Length > 0 ? $"({string.Join(',', d.Args)})" : "")
        + (d.Block is { } block ? $"[{Print(block)}]" : "")
        + (d.Included is { } included ? $"<{Print(included)}>" : "")));
}
