using System.Diagnostics;
using System.Text;

namespace Gatemedic.Nginx.Tests.Syntax;

public sealed class ConfigDumpTests
{
    private const string Main = "# configuration file /c/nginx.conf:\nevents {}\nhttp {\n  include d/*.conf;\n}\n\n";
    private const string Part = "# configuration file /c/d/a.conf:\ngzip on;\n\n";
    private const string Said = "nginx: the configuration file /c/nginx.conf syntax is ok\nnginx: configuration file /c/nginx.conf test is successful\n";

    [Theory]
    [InlineData(Main + Part)]
    [InlineData(Said + Main + Part)]
    [InlineData(Main + Part + Said)]
    [InlineData("nginx: [warn] conflicting server name\n" + Said + Main + Part)]
    [InlineData("some shell's greeting\n" + Main + Part)]
    public void Finds_the_files_among_what_nginx_says(string text)
    {
        var dump = Read(text);
        Assert.Equal("/c/nginx.conf", dump.MainPath);
        Assert.Equal("events {}\nhttp {\n  include d/*.conf;\n}\n", Content(dump, "/c/nginx.conf"));
        Assert.Equal("gzip on;\n", Content(dump, "/c/d/a.conf"));
        Assert.Equal("/c/d/a.conf", Assert.Single(dump.Glob("/c/d/*.conf")));
        Assert.Null(ConfigParser.Parse(dump, dump.MainPath).Error);
    }

    [Fact]
    public void Undoes_the_carriage_returns_of_a_terminal() =>
        Assert.Equal("gzip on;\n", Content(Read((Said + Main + Part).Replace("\n", "\r\n", StringComparison.Ordinal)), "/c/d/a.conf"));

    [Fact]
    public void Keeps_carriage_returns_that_a_file_has() =>
        Assert.Equal("gzip on;\r\n", Content(Read(Main + Part.Replace("on;\n", "on;\r\n", StringComparison.Ordinal)), "/c/d/a.conf"));

    [Theory]
    [InlineData("# configuration file /c/x.conf:\n# a copy\n", "")]
    [InlineData("", "# configuration file /c/x.conf:\n")]
    [InlineData("# configuration file /c/nginx.conf:\n", "")]
    [InlineData("# configuration file /c/d/a.conf:\n", "# configuration file /c/d/a.conf:\n")]
    [InlineData("# configuration file /c/x.conf:\n# configuration file /c/y.conf:\n", "# configuration file /c/z.conf:\n")]
    public void Takes_a_comment_that_looks_like_a_header_for_a_comment(string atTop, string inBlock)
    {
        var main = $"{atTop}events {{}}\nhttp {{\n{inBlock}  include d/*.conf;\n{inBlock}}}\n";
        var dump = Read($"# configuration file /c/nginx.conf:\n{main}\n{Part}");
        Assert.Equal(main, Content(dump, "/c/nginx.conf"));
        Assert.Equal("gzip on;\n", Content(dump, "/c/d/a.conf"));
    }

    [Fact]
    public void A_configuration_without_a_header_stands_alone_and_its_includes_count_as_empty()
    {
        var dump = Read("events {}\nhttp { include mime.types; include sites/*; }\n");
        var tree = ConfigParser.Parse(dump, dump.MainPath);
        Assert.Null(tree.Error);
        Assert.Equal(["events", "http"], tree.Root.Select(d => d.Name));
    }

    [Fact]
    public void What_a_dump_lacks_is_a_fault_of_the_dump()
    {
        var dump = Read("# configuration file /c/nginx.conf:\ninclude gone;\n\n");
        Assert.Equal("open() \"/c/gone\" failed (2: it is not part of the output of nginx -T)", ConfigParser.Parse(dump, dump.MainPath).Error?.Message);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \n\n", "it is empty")]
    [InlineData("nginx: [emerg] unexpected \";\" in /c/nginx.conf:3\nnginx: configuration file /c/nginx.conf test failed\n", "unexpected \";\" in /c/nginx.conf:3")]
    public void Says_why_there_is_no_configuration_in_it(string text, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Cuts_any_text_without_harm_and_in_time()
    {
        var header = "# configuration file /a:\n";
        var clock = Stopwatch.StartNew();
        foreach (var text in new[] { header, header + header, header[..^1], header + "{", "x" + header, string.Concat(Enumerable.Range(0, 50_000).Select(i => $"# configuration file /{i}:\n")) })
        {
            Assert.NotNull(Read(text).MainPath);
        }

        // Far above what a few rounds take, far below what a parse for each header would.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Reads_what_nginx_prints()
    {
        if (!RealNginx.IsInstalled)
        {
            return;
        }

        using var nginx = new RealNginx();
        var contents = new Dictionary<string, string>
        {
            ["nginx.conf"] = "# configuration file a.conf:\nevents {}\nhttp { include *.part; include a.map; }\n",
            ["b.part"] = "gzip on;",
            ["a.part"] = "# configuration file b.part:\n\n\n",
            ["a.map"] = "map $uri $x {\r\n  include data;\r\n}\r\n",
            ["data"] = "",
        };
        foreach (var (name, text) in contents)
        {
            nginx.Write(name, Encoding.UTF8.GetBytes(text));
        }

        var dump = ConfigDump.Read(new MemoryStream(nginx.Dump()));
        Assert.Equal(nginx.MainPath, dump.MainPath);
        Assert.Equal(contents, contents.Keys.ToDictionary(name => name, name => Content(dump, Path.Combine(Path.GetDirectoryName(nginx.MainPath)!, name))));
    }

    private static ConfigDump Read(string text) => ConfigDump.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Content(ConfigDump dump, string path) => Encoding.UTF8.GetString(dump.Read(path).Content.Span);
}
