using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class LogRecognizerTests
{
    private const string Access =
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" $host $request_time $upstream_addr $upstream_status $upstream_response_time $upstream_header_time";

    [Fact]
    public void Knows_an_error_log_by_its_lines() => Assert.Equal((LogDialect.NginxError, null), Recognise("error.log"));

    [Fact]
    public void Prefers_the_format_of_the_configuration_that_fits()
    {
        var json = AccessFormat.Parse("{\"t\":\"$time_iso8601\",\"status\":$status,\"req\":\"$request\",\"up\":\"$upstream_addr\",\"us\":\"$upstream_status\",\"rt\":$request_time,\"ua\":\"$http_user_agent\"}", "json");
        var access = AccessFormat.Parse(Access, "default");
        Assert.Equal((LogDialect.NginxAccess, access), Recognise("access.log", json, access));
        Assert.Equal((LogDialect.NginxAccess, json), Recognise("access.json.log", json, access));
        Assert.Equal((LogDialect.NginxAccess, AccessFormat.Combined), Recognise("combined.log", json, access));
    }

    [Fact]
    public void Knows_the_format_of_ingress_nginx()
    {
        const string Line = "10.0.0.9 - - [21/Nov/2026:06:26:10 +0000] \"GET / HTTP/1.1\" 502 552 \"-\" \"curl/7.88.1\" 80 0.001 [default-web-80] [] 10.244.0.5:8080, 10.244.0.6:8080 0, 552 0.000, 0.001 502, 502 6d5e\n";
        Assert.Equal((LogDialect.NginxAccess, AccessFormat.Ingress), Head(Line));
        var summary = LogTail.ReadAccess(Logs.Of(Line), AccessFormat.Ingress, Logs.Everything);
        Assert.Equal<string>(["10.244.0.5:8080", "10.244.0.6:8080"], summary.Accesses[0].Peers);
        Assert.Equal(AccessFormat.Ingress, Assert.Single(Mixed.Read("[pod/ingress-1/controller] " + Line).Accesses).Format);
    }

    [Fact]
    public void Reads_the_combined_part_of_a_format_that_is_not_known()
    {
        Assert.Equal((LogDialect.NginxAccess, AccessFormat.CombinedAndMore), Recognise("access.log"));
        using var log = Logs.Corpus("access.log");
        var summary = LogTail.ReadAccess(log, AccessFormat.CombinedAndMore, Logs.Everything);
        Assert.Equal((29L, 0L, 19L), (summary.Lines, summary.Unrecognised, summary.Accesses.Where(g => g.Status == 502).Sum(g => g.Count)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n\0\0\0\n")]
    [InlineData("[2026-11-21 06:26:10 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:8)\n")]
    [InlineData("web-1  | 2026/11/21 06:26:10 [error] 7#7: *1 no live upstreams while connecting to upstream, client: 1.2.3.4\n")]
    public void Takes_anything_else_for_a_mixture(string text) => Assert.Equal((LogDialect.Mixed, null), Head(text));

    [Fact]
    public void Takes_error_and_access_lines_together_for_a_mixture() =>
        Assert.Equal((LogDialect.Mixed, null), Head(Text("error.log")[..4000] + "\n" + Text("combined.log")[..4000]));

    [Fact]
    public void Does_not_count_the_lines_of_a_stack_trace_in_an_error_log()
    {
        string trace = string.Concat(Enumerable.Range(0, 30).Select(i => $"#{i} /srv/app/index.php({i}): f()\n"));
        Assert.Equal((LogDialect.NginxError, null), Head("2026/11/21 06:26:10 [error] 7#7: *1 FastCGI sent in stderr: \"PHP message: PHP Fatal error:  x\n" + trace
            + "  thrown\" while reading response header from upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\"\n"));
    }

    [Fact]
    public void Judges_a_damaged_head_without_fail()
    {
        var random = new Random(4);
        var bytes = Encoding.Latin1.GetBytes(Text("error.log") + Text("access.log"));
        for (int round = 0; round < 100; round++)
        {
            for (int hits = random.Next(1, 100); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            int start = random.Next(bytes.Length);
            var (dialect, format) = LogRecognizer.Recognise(bytes.AsSpan(start, random.Next(bytes.Length - start)), []);
            Assert.Equal(dialect == LogDialect.NginxAccess, format is not null);
        }
    }

    private static (LogDialect, AccessFormat?) Recognise(string corpus, params AccessFormat[] candidates) => Head(Text(corpus), candidates);

    private static (LogDialect, AccessFormat?) Head(string text, params AccessFormat[] candidates) =>
        LogRecognizer.Recognise(Encoding.Latin1.GetBytes(text), candidates);

    private static string Text(string corpus)
    {
        using var log = Logs.Corpus(corpus);
        using var reader = new StreamReader(log, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
