using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic.Nginx.Tests;

public sealed class HostileInputTests
{
    private static readonly string[] Words =
    [
        "http", "server", "location", "upstream", "map", "if", "set", "proxy_pass", "fastcgi_pass", "listen", "server_name", "include", "access_log",
        "log_format", "try_files", "$x", "${x}", "$", "/", "~", "=", "@a", "unix:", "unix:/a:", "[::1", "http://", "http://$x", "*", ":", "80-", "content_by_lua_block",
        "{", "{", "{", "}", "}", ";", ";", ";", "\"", "'", "\\", "#", "\n", "[[", "--", "\u00e9", "\0", "default", "hostnames", "\uffff",
    ];

    [Fact]
    public void Never_throws_on_any_bytes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Survives).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_throws_on_any_words() =>
        Prop.ForAll(
            Gen.Elements(Words).ArrayOf().Select(words => Encoding.UTF8.GetBytes(string.Join(' ', words))).ToArbitrary(),
            Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Stays_linear_in_the_size_of_hostile_files()
    {
        string[] seeds = ["a {\n", "}\n", "a b;", "#\n", "\"a\" ", "location / { } ", "server { ", "set $a $a$a; ", "content_by_lua_block { } ", "[[ ", "x\n"];
        foreach (var seed in seeds)
        {
            var text = "http { server { " + string.Concat(Enumerable.Repeat(seed, 1_000_000 / seed.Length));
            var before = Environment.CpuUsage.TotalTime;
            Survives(Encoding.UTF8.GetBytes(text));

            // Processor time, which others do not take away: far above what linear work needs, far below what quadratic work does.
            Assert.True(Environment.CpuUsage.TotalTime - before < TimeSpan.FromSeconds(20), seed);
        }
    }

    private static void Survives(byte[] bytes)
    {
        var model = ConfigModel.From(new MemoryFiles(bytes).Parse(), "/p");
        foreach (var pass in model.Passes)
        {
            model.Effective(pass, "proxy_busy_buffers_size");
        }

        model.Route(new Uri("http://a/b.php"));
    }
}
