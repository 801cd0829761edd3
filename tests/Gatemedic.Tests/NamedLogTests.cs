using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Gatemedic;

/// <summary>diagnose --log and its kin, from files alone. The lines are those of nginx 1.22.1, PHP-FPM 8.2 with pm.max_children = 1, and gunicorn 20.1.</summary>
public sealed class NamedLogTests
{
    private const string TimedOut = "2026/11/27 11:44:10 [error] 22035#22035: *5 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: , request: \"GET /index.php?s=6 HTTP/1.1\", upstream: \"fastcgi://unix:/tmp/glog/shop.sock\", host: \"127.0.0.1:28150\"\n";
    private const string Full = "[27-Nov-2026 11:44:07] NOTICE: ready to handle connections\n[27-Nov-2026 11:44:09] WARNING: [pool shop] server reached pm.max_children setting (1), consider raising it\n";
    private const string Killed = "[2026-11-27 11:43:06 +0000] [19532] [CRITICAL] WORKER TIMEOUT (pid:19551)\n";

    [Fact]
    public void The_log_of_a_pool_that_no_longer_runs_tells_why_it_was_slow()
    {
        using var folder = new Folder();
        var (error, pool) = (folder.Write("error.log", TimedOut), folder.Write("odd.txt", Full));
        Assert.Equal(("slow-upstream", error + ":1", 0), First(Binary.RunJson("--offline", "--error-log", error).Json));
        Assert.Equal(("php-fpm-saturated", pool + ":2", 0), First(Binary.RunJson("--offline", "--error-log", error, "--log", pool).Json));
        Assert.Equal(("php-fpm-saturated", pool + ":2", 0), First(Binary.RunJson("--offline", "--error-log", error, "--log", folder.Write("odd.gz", Packed(Full))).Json, folder.At("odd.gz"), pool));
    }

    [Fact]
    public void A_log_of_something_else_changes_nothing()
    {
        using var folder = new Folder();
        var error = folder.Write("error.log", TimedOut);
        var alone = Binary.RunJson("--offline", "--error-log", error).Json.GetProperty("findings").GetRawText();
        Assert.Equal(alone, Binary.RunJson("--offline", "--error-log", error, "--log", folder.Write("gunicorn.txt", Killed)).Json.GetProperty("findings").GetRawText());
    }

    [Fact]
    public void What_tells_nothing_is_said_with_the_reason()
    {
        using var folder = new Folder();
        string[] named = [folder.At("absent"), folder.Write("empty", ""), folder.Write("words", "one\ntwo\n"), folder.Write("binary", [0, 1, 2, 255, 10, 0, 0, 7]), folder.At("")];
        var (code, json) = Binary.RunJson(["--offline", "--error-log", folder.Write("error.log", TimedOut), .. named.SelectMany(n => new[] { "--log", n })]);
        Assert.Equal(1, code);
        var blind = json.GetProperty("blind").EnumerateArray().ToDictionary(b => b.GetProperty("what").GetString()!, b => b.GetProperty("why").GetString());
        Assert.Equal(
            ["No such file or directory", "it is empty", "none of its 2 lines is of a known kind", "it is no text", "it is a directory"],
            named.Select(n => blind.GetValueOrDefault("log " + n)));
    }

    [Fact]
    public void A_log_of_nginx_counts_as_one_also_among_others_and_in_a_wrapper()
    {
        using var folder = new Folder();
        var mixed = folder.Write("compose.txt", "web-1  | " + TimedOut + string.Concat(Full.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => $"php-1  | {l}\n")));
        Assert.Equal(("slow-upstream", folder.At("own.log") + ":1", 0), First(Binary.RunJson("--offline", "--log", folder.Write("own.log", TimedOut)).Json));
        Assert.Equal(("php-fpm-saturated", mixed + ":3", 0), First(Binary.RunJson("--offline", "--log", mixed).Json));
    }

    [Fact]
    public void A_report_and_a_bundle_hold_it()
    {
        using var folder = new Folder();
        string[] named = ["--offline", "--error-log", folder.Write("error.log", TimedOut), "--log", folder.Write("odd.txt", Full)];
        Assert.Contains("php-fpm-saturated", Binary.Run(["report", .. named]).Output, StringComparison.Ordinal);
        Assert.Equal(0, Binary.Run(["collect", .. named, "--output", folder.At("b.tar.gz")]).Code);
        var (_, json) = Binary.RunJson("--bundle", folder.At("b.tar.gz"));
        Assert.Equal("php-fpm-saturated", json.GetProperty("findings")[0].GetProperty("cause").GetString());
    }

    [Theory]
    [InlineData("report")]
    [InlineData("collect")]
    public void Help_does_not_say_diagnose_where_something_else_is_done(string command) =>
        Assert.DoesNotContain("diagnose a ", Binary.Run(command, "--help").Output, StringComparison.Ordinal);

    /// <summary>The only finding: its cause, the source of its first evidence, and how many logs tell nothing.</summary>
    private static (string Cause, string Source, int Blind) First(JsonElement json, string called = "", string known = "")
    {
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        var source = finding.GetProperty("evidence")[0].GetProperty("source").GetString()!;
        return (
            finding.GetProperty("cause").GetString()!,
            called.Length > 0 ? source.Replace(called, known, StringComparison.Ordinal) : source,
            json.GetProperty("blind").EnumerateArray().Count(b => b.GetProperty("what").GetString()!.StartsWith("log ", StringComparison.Ordinal)));
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
