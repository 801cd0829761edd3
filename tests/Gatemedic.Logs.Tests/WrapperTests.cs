using System.Buffers.Binary;
using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class WrapperTests
{
    private const string Error = "2026/11/21 06:26:10 [error] 7#7: *1 no live upstreams while connecting to upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\", upstream: \"http://b/\"";
    private const string Access = "10.0.0.9 - - [21/Nov/2026:06:26:10 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl/7.88.1\"";
    private const string Fpm = "[21-Nov-2026 06:26:10] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it";

    private static readonly DateTimeOffset Written = Logs.At("2026-11-21 07:00:00");

    public static TheoryData<string> Wrappers => new()
    {
        "",
        "web-1  | ",
        "web_1        | ",
        "\u001b[36mweb-1  |\u001b[0m ",
        "web.1.k2j3h4@node1    | ",
        "2026-11-21T06:26:10.123456789Z stdout F ",
        "2026-11-21T06:26:10.123456789+00:00 ",
        "[pod/web-5d4/web] ",
        "<190>Nov 21 06:26:10 host web: ",
        "<190>Nov 21 06:26:10 web: ",
        "Nov 21 06:26:10 host web[7]: ",
        "Nov  1 06:26:10.123456 host web[7]: ",
        "2026-11-21T06:26:10+0000 host web[7]: ",
        "2026-11-21T06:26:10.123456+00:00 host web[7]: ",
        "<165>1 2026-11-21T06:26:10.003Z host web 7 ID47 [x@32473 iut=\"3\\\"]\" e=\"A]\"][y a=\"b c\"] \uFEFF",
        "<165>1 2026-11-21T06:26:10.003Z host web - - - ",
        "Sat 2026-11-21 06:26:10 UTC host web[7]: ",
        "1795242370.500000 host web[7]: ",
        "<3>",
        "0|web      | ",
        "0|web  | 2026-11-21T06:26:10: ",
        "0|web  | 2026-11-21 06:26:10 +00:00: ",
        "web-1  | <190>Nov 21 06:26:10 host web: ",
    };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void Takes_off_a_prefix(string before)
    {
        before = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(before));
        var found = Mixed.Read(string.Concat(new[] { Error, Access, Fpm }.Select(l => before + l + "\r\n")), Written);
        Assert.Equal((Error, Access, "1 php-fpm fpm-max-children", 0L),
            (Assert.Single(found.Errors), Assert.Single(found.Accesses).Line, found.Signatures, found.UnknownLines));
    }

    [Theory]
    [InlineData("{\"log\":\"%\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-21T06:26:10.5Z\"}")]
    [InlineData("{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1795242370500000\",\"_SYSTEMD_UNIT\":\"web.service\",\"_PID\":\"7\",\"PRIORITY\":\"3\",\"MESSAGE\":\"%\"}")]
    [InlineData("{ \"__REALTIME_TIMESTAMP\" : \"1795242370500000\", \"MESSAGE\" : \"%\", \"_SOURCE\" : [\"a\", \"b\"] }")]
    [InlineData("{\"time\":1795242370500,\"level\":30,\"pid\":7,\"msg\":\"%\",\"nested\":{\"msg\":\"no\"}}")]
    [InlineData("web-1  | {\"log\":\"%\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-21T06:26:10.5Z\"}")]
    [InlineData("{\"log\":\"{\\\"log\\\":\\\"Nov 21 06:26:10 host web: ^\\\\n\\\",\\\"stream\\\":\\\"stdout\\\",\\\"time\\\":\\\"2026-11-21T06:26:10.5Z\\\"}\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-21T06:26:10.9Z\"}")]
    public void Takes_a_message_out_of_json(string record)
    {
        var lines = new[] { Error, Access, Fpm }.Select(l => record.Replace("%", l.Replace("\"", "\\\"")).Replace("^", l.Replace("\"", "\\\\\\\"")));
        var found = Mixed.Read(string.Join('\n', lines), Written);
        Assert.Equal((Error, Access, "1 php-fpm fpm-max-children", 0L),
            (Assert.Single(found.Errors), Assert.Single(found.Accesses).Line, found.Signatures, found.UnknownLines));
        Assert.Equal(Logs.At("2026-11-21 06:26:10.5"), found.Places[0].Time);
    }

    [Fact]
    public void Joins_a_line_that_docker_or_the_kubelet_cut()
    {
        string docker = $"{{\"log\":{Json(Error[..60])},\"stream\":\"stderr\",\"time\":\"2026-11-21T06:26:10.5Z\"}}\n"
            + "{\"log\":\"other\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-21T06:26:10.5Z\"}\n"
            + $"{{\"log\":{Json(Error[60..] + "\n")},\"stream\":\"stderr\",\"time\":\"2026-11-21T06:26:10.5Z\"}}\n";
        string kubelet = $"2026-11-21T06:26:10.1Z stderr P {Error[..60]}\n2026-11-21T06:26:10.1Z stderr F {Error[60..]}\n";
        Assert.Equal([Error, Error], Mixed.Read(docker + kubelet).Errors);
    }

    [Fact]
    public void Reads_bytes_that_journald_gives_as_numbers()
    {
        string numbers = string.Join(',', Encoding.Latin1.GetBytes(Fpm + "\u00e9"));
        var found = Mixed.Read($"{{\"MESSAGE\":[{numbers}],\"_SYSTEMD_UNIT\":\"php8.2-fpm.service\",\"SYSLOG_IDENTIFIER\":\"php-fpm8.2\",\"_PID\":\"9\"}}");
        Assert.Equal(("php-fpm", "php8.2-fpm.service", 9), (Assert.Single(found.Witnesses).Program, found.Witnesses[0].Unit, found.Witnesses[0].Pid));
    }

    [Fact]
    public void Reads_the_export_format_with_values_of_many_lines()
    {
        const string Trace = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: no";
        string record = "__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1795242370500000\n_SYSTEMD_UNIT=web.service\nBINARY\n" + Value("\n\n\n\n\n\n\n\n\n\n") + "\nMESSAGE\n" + Value(Trace) + "\n_PID=7\n\n";
        string plain = "__CURSOR=s=1;i=3\n__REALTIME_TIMESTAMP=1795242371500000\nMESSAGE=" + Error + "\n\n";

        var found = Mixed.Read(record + plain + record);

        Assert.Equal((2, 1, 0L), (found.Witnesses.Count, found.Errors.Count, found.UnknownLines));
        Assert.Equal(("python-traceback", "web.service", 7, Logs.At("2026-11-21 06:26:10.5"), "ValueError: no"),
            (found.Witnesses[0].Signature, found.Witnesses[0].Unit, found.Witnesses[0].Pid, found.Witnesses[0].Time, found.Witnesses[0].Message));
    }

    [Fact]
    public void Keeps_the_records_of_two_writers_apart()
    {
        string[] trace = ["Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "ValueError: no"];
        string log = string.Concat(trace.Select(l => $"api-1  | {l}\nweb-1  | {Error}\nother-1 | {l}\n"));
        var found = Mixed.Read(log);
        Assert.Equal((3, "2 python python-traceback", "api-1 other-1"), (found.Errors.Count, found.Signatures, string.Join(' ', found.Witnesses.Select(w => w.Unit))));
    }

    [Fact]
    public void Joins_what_an_application_said_over_many_lines_to_its_record()
    {
        string[] lines =
        [
            "2026/11/21 06:26:10 [error] 7#7: *1 FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught x", "Stack trace:", "#0 {main}",
            "  thrown in a.php on line 1\" while reading response header from upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\"",
        ];
        var found = Mixed.Read(string.Concat(lines.Select(l => "web-1  | " + l + "\n")) + "web-1  | " + Error + "\n");
        Assert.Equal([string.Join('\n', lines), Error], found.Errors);
    }

    [Theory]
    [InlineData("Nov 21 06:26:10 host kernel: [1.5] nf_conntrack: table full, dropping packet", "2026-11-21 07:00:00", "2026-11-21 05:26:10")]
    [InlineData("Dec 31 23:59:59 host kernel: [1.5] nf_conntrack: table full, dropping packet", "2026-01-01 00:10:00", "2025-12-31 22:59:59")]
    [InlineData("Feb 29 12:00:00 host kernel: [1.5] nf_conntrack: table full, dropping packet", "2026-01-01 00:10:00", "2024-02-29 11:00:00")]
    [InlineData("[12345.678901] nf_conntrack: table full, dropping packet", "2026-11-21 07:00:00", null)]
    [InlineData("[Sat Nov 21 06:26:10 2026] nf_conntrack: table full, dropping packet", "2026-11-21 07:00:00", "2026-11-21 05:26:10")]
    [InlineData("web-1 | 2026-11-21T06:26:10.25+02:00 nf_conntrack: table full, dropping packet", "2026-11-21 07:00:00", "2026-11-21 04:26:10.25")]
    [InlineData("type=AVC msg=audit(1795242370.500:9): avc:  denied  { name_connect } for  pid=1 comm=\"nginx\" dest=3000", "2026-11-21 07:00:00", "2026-11-21 06:26:10.5")]
    public void Brings_times_to_one_clock(string line, string written, string? expected)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("X", TimeSpan.FromHours(1), "X", "X");
        var seen = Assert.Single(Mixed.Read(line, Logs.At(written), zone).Witnesses);
        Assert.Equal(expected is null ? null : Logs.At(expected), seen.Time?.ToUniversalTime());
    }

    [Fact]
    public void Does_not_guess_a_year_that_nothing_tells() =>
        Assert.Null(Assert.Single(Mixed.Read("Nov 21 06:26:10 host kernel: nf_conntrack: table full, dropping packet").Witnesses).Time);

    [Fact]
    public void Leaves_the_access_lines_of_gunicorn_to_gunicorn()
    {
        string own = Access.Replace("10.0.0.9", "127.0.0.1");
        var found = Mixed.Read($"{Access}\n[2026-11-27 00:36:12 +0000] [7] [INFO] Booting worker with pid: 8\n{own}\n{Access}\n{Error}\n{own}\napi | [2026-11-27 00:36:12 +0000] [7] [INFO] Booting worker with pid: 8\napi | {Access}\n");
        Assert.Equal([Access, Access, own], found.Accesses.Select(a => a.Line));
        Assert.Equal("2 gunicorn gunicorn-access, 2 gunicorn gunicorn-life", found.Signatures);
    }

    private static string Value(string value)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, value.Length);
        return Encoding.Latin1.GetString(length) + value;
    }

    private static string Json(string text) => "\"" + text.Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";
}
