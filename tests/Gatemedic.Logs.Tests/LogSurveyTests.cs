using System.Globalization;
using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class LogSurveyTests
{
    private static readonly AccessFormat Format = AccessFormat.Parse(
        "$remote_addr [$time_local] \"$request\" $status $host $request_time $upstream_addr $upstream_status $upstream_response_time", "default");

    [Fact]
    public void Counts_an_error_log_the_same_however_it_is_divided()
    {
        var random = new Random(11);
        for (int round = 0; round < 60; round++)
        {
            byte[] log = ErrorLog(random, random.Next(1, 400));
            string whole = Shown(Read(LogDialect.NginxError, log, 1, long.MaxValue, 4096));
            string parted = Shown(Read(LogDialect.NginxError, log, 1 + random.Next(3), 1 + random.Next(3000), 1 + random.Next(500)));
            Assert.Equal(whole, parted);
        }
    }

    [Fact]
    public void Counts_an_access_log_the_same_however_it_is_divided()
    {
        var random = new Random(12);
        for (int round = 0; round < 60; round++)
        {
            byte[] log = AccessLog(random, random.Next(1, 400));
            string whole = Shown(Read(LogDialect.NginxAccess, log, 1, long.MaxValue, 4096));
            string parted = Shown(Read(LogDialect.NginxAccess, log, 1 + random.Next(3), 1 + random.Next(3000), 1 + random.Next(500)));
            Assert.Equal(whole, parted);
        }
    }

    [Fact]
    public void Counts_the_errors_that_the_plain_reader_counts()
    {
        byte[] log = ErrorLog(new Random(13), 2000);
        var plain = LogTail.ReadErrors(new MemoryStream(log), Logs.Everything);
        var survey = Read(LogDialect.NginxError, log, 2, 5000, 700);
        Assert.Equal(
            (plain.Lines, plain.Unrecognised, string.Join('\n', plain.Errors.Select(Group).Order(StringComparer.Ordinal))),
            (survey.Sources[0].Lines, survey.Sources[0].Unrecognised, string.Join('\n', survey.Errors.Select(e => Group(e.Group)).Order(StringComparer.Ordinal))));
    }

    [Fact]
    public void Counts_what_a_pipe_gives_as_what_a_file_holds()
    {
        byte[] log = ErrorLog(new Random(14), 700);
        var piped = LogSurvey.Read([new LogSource("error.log", LogDialect.NginxError, new Bytes(log, sized: false))], LogWindow.All, null, 2, 3000, 500, default);
        Assert.Equal(Shown(Read(LogDialect.NginxError, log, 2, 3000, 500)), Shown(piped with { Sources = [piped.Sources[0] with { Cut = null }] }));
    }

    [Fact]
    public void Tells_tries_latencies_servers_and_routes_of_an_access_log()
    {
        const string Log =
            "1.2.3.4 [03/Oct/2026:12:00:00 +0000] \"GET /cart/17?x=1 HTTP/1.1\" 200 a.example 0.200 10.0.0.1:80, 10.0.0.2:80 502, 200 0.001, 0.190\n" +
            "1.2.3.4 [03/Oct/2026:12:00:01 +0000] \"GET /cart/18 HTTP/1.1\" 502 a.example 0.002 10.0.0.1:80, 10.0.0.2:80 : back 502, 502 : 502 0.001, 0.001 : 0.000\n" +
            "1.2.3.4 [03/Oct/2026:12:01:00 +0000] \"GET / HTTP/1.1\" 499 b.example 3.000 10.0.0.2:80 - 3.000\n" +
            "1.2.3.4 [03/Oct/2026:12:01:00 +0000] \"GET /static HTTP/1.1\" 304 b.example 0.000 - - -\n";
        var picture = Read(LogDialect.NginxAccess, Encoding.ASCII.GetBytes(Log), 1, long.MaxValue, 4096);
        Assert.Equal("200:1 304:1 499:1 502:1", string.Join(' ', picture.Statuses.Select(s => $"{s.Status}:{s.Count}")));
        Assert.Equal(
            "10.0.0.1:80 2/2 502*2 max 0.001 | 10.0.0.2:80 2/3 -*1,200*1,502*1 max 3 | back 1/1 502*1 max 0",
            string.Join(" | ", picture.Peers.OrderBy(p => p.Address, StringComparer.Ordinal).Select(p =>
                $"{p.Address} {p.Failures}/{p.Tries} {string.Join(',', p.Statuses.Select(s => $"{s.Text}*{s.Count}"))} max {p.Response!.Max.ToString(CultureInfo.InvariantCulture)}")));
        Assert.Equal("a.example 2/1, b.example 2/1", string.Join(", ", picture.Servers.Select(s => $"{s.Name} {s.Requests}/{s.Failures}").Order(StringComparer.Ordinal)));
        Assert.Equal("a.example /cart/* /cart/18 1, b.example / / 1",
            string.Join(", ", picture.Routes.Select(r => $"{r.Host} {r.Path} {r.Example} {r.Failures}").Order(StringComparer.Ordinal)));
        Assert.Equal((4, 0.2, 3.0), (picture.Latency!.Count, Math.Round(picture.Latency.P90 / 15, 1), picture.Latency.Max));
    }

    [Fact]
    public void Tells_a_route_of_both_logs_once_though_the_access_log_lacks_its_host()
    {
        var picture = LogSurvey.Read(
            [
                Bytes.Errors("2026/10/03 12:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: , request: \"GET /pay/1 HTTP/1.1\", upstream: \"http://127.0.0.1:4555/pay/1\", host: \"h:8095\"\n"),
                Bytes.Access("10.0.0.9 [03/Oct/2026:12:00:00 +0000] \"GET /pay/1 HTTP/1.1\" 502\n", "$remote_addr [$time_local] \"$request\" $status"),
            ], LogWindow.All, null, 1, default);
        Assert.Equal([("/pay/*", 1L)], picture.Routes.Select(r => (r.Path, r.Failures)));
    }

    [Fact]
    public void Reads_only_what_falls_into_the_window()
    {
        byte[] log = ErrorLog(new Random(15), 3000);
        var all = Read(LogDialect.NginxError, log, 1, long.MaxValue, 4096);
        var middle = all.From!.Value + (all.To!.Value - all.From.Value) / 2;
        var window = new LogWindow(middle, middle.AddSeconds(40));
        var picture = LogSurvey.Read([new LogSource("error.log", LogDialect.NginxError, new Bytes(log))], window, null, 2, 3000, 500, default);
        long expected = Encoding.Latin1.GetString(log).Split('\n').Count(l => l.Length > 22 && l[20] == '[' && window.Has(Logs.At(l[..19].Replace('/', '-'))));
        Assert.Equal(expected, picture.Errors.Sum(e => e.Group.Count));
        Assert.True(window.Has(picture.From!.Value) && window.Has(picture.To!.Value));
    }

    [Fact]
    public void Tells_that_a_log_shrank_while_it_was_read()
    {
        byte[] log = ErrorLog(new Random(16), 2000);
        var bytes = new Bytes(log) { Cut = log.Length / 2 };
        var picture = LogSurvey.Read([new LogSource("error.log", LogDialect.NginxError, bytes)], LogWindow.All, null, 2, 3000, 500, default);
        Assert.Equal("the log shrank while it was read", picture.Sources[0].Cut);
        Assert.InRange(picture.Errors.Sum(e => e.Group.Count), 1, 2000);
    }

    [Fact]
    public void Keeps_the_commonest_of_more_kinds_than_there_is_room_for()
    {
        var log = new StringBuilder();
        for (int i = 0; i < 30_000; i++)
        {
            int peer = i % 2 == 0 ? 7 : i + 10;
            log.Append(CultureInfo.InvariantCulture, $"9.9.9.9 [03/Oct/2026:12:00:00 +0000] \"GET /p{(i % 2 == 0 ? "common" : $"x{i}y")} HTTP/1.1\" 502 h{peer}.example 0.001 10.0.{peer / 250}.{peer % 250}:80 502 0.001\n");
        }
        var picture = Read(LogDialect.NginxAccess, Encoding.ASCII.GetBytes(log.ToString()), 2, 100_000, 4096);
        Assert.Equal(("/pcommon", 15_000L, 30_000L), (picture.Routes[0].Path, picture.Routes[0].Failures, picture.Requests));
        Assert.Equal(15_000, picture.Peers[0].Failures);
        Assert.Equal(4, picture.Losses.Length - (picture.Losses.Any(l => l.Contains("error log")) ? 1 : 0) + 1);
        Assert.All(picture.Losses, l => Assert.Matches("^[0-9,]+ ", l));
    }

    private static LogPicture Read(LogDialect dialect, byte[] log, int workers, long part, int block) => LogSurvey.Read(
        [new LogSource("error.log", dialect, new Bytes(log)) { Format = dialect == LogDialect.NginxAccess ? Format : null }], LogWindow.All, null, workers, part, block, default);

    private static string Shown(LogPicture picture) => string.Join('\n',
    [
        $"{picture.Sources[0] with { Name = "", Format = null, Bytes = 0 }} {picture.From:u} {picture.To:u} {picture.Requests} {picture.Latency}",
        .. picture.Statuses.Select(s => $"{s.Status} {s.Count} {s.First:u} {s.Last:u} {Times(s.Times)}"),
        .. picture.Errors.Select(e => Group(e.Group) + Times(e.Times)),
        .. picture.Peers.Select(p => $"{p.Scheme} {p.Address} {p.Tries} {p.Failures} {p.Errors} {Counts(p.Statuses)} {p.Response} {Times(p.Times)} {string.Join(',', p.ResponseTimes)}"),
        .. picture.Servers.Select(s => s.ToString()),
        .. picture.Routes.Select(r => $"{r.Host} {r.Path} {r.Failures} {r.Error} {Counts(r.Statuses)} {r.First:u} {r.Last:u}"),
        .. picture.Losses,
    ]);

    private static string Counts(IEnumerable<Counted> counts) => string.Join(',', counts);

    private static string Times(TimeSeries times) => $"{times.Step} {times.Start:u} {string.Join(',', times.Counts)}";

    private static string Group(ErrorGroup g) =>
        $"{g.Signature} {g.Errno} {g.Scheme} {g.Peer} {g.Action} {g.Server} {g.Count} {g.First.UtcDateTime:u} {g.Last.UtcDateTime:u} {string.Join(',', g.Samples.Select(s => s.Source + s.Line.Length))}";

    // Records of all kinds, continuation lines, rubbish, returns, a record without an end.
    private static byte[] ErrorLog(Random random, int lines)
    {
        string[] messages =
        [
            "connect() failed (111: Connection refused) while connecting to upstream", "upstream timed out (110: Connection timed out) while reading response header from upstream",
            "no live upstreams while connecting to upstream", "open() \"/srv/a\" failed (2: No such file or directory)", "FastCGI sent in stderr: \"PHP message: a\nb\nc\" while reading response header from upstream",
        ];
        var log = new StringBuilder();
        for (int i = 0; i < lines; i++)
        {
            string time = Logs.At("2026-10-03 12:00:00").AddSeconds(i / 7).ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
            log.Append(random.Next(12) switch
            {
                0 => $"{time} [notice] 7#7: worker process {i} exited with code 0",
                1 => new string('x', random.Next(90)),
                2 => $"{time} [alert] 7#7: 512 worker_connections are not enough",
                _ => $"{time} [error] 7#7: *{i} {messages[random.Next(messages.Length)]}, client: 10.0.0.{random.Next(3)}, server: s{random.Next(3)}, request: \"GET /p/{random.Next(9)}/q HTTP/1.1\", upstream: \"http://127.0.0.1:300{random.Next(3)}/p\", host: \"h{random.Next(2)}\"",
            }).Append(random.Next(20) == 0 ? "\r\n" : i == lines - 1 ? "" : "\n");
        }
        return Encoding.Latin1.GetBytes(log.ToString());
    }

    private static byte[] AccessLog(Random random, int lines)
    {
        var log = new StringBuilder();
        for (int i = 0; i < lines; i++)
        {
            string time = Logs.At("2026-10-03 12:00:00").AddSeconds(i / 3).ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
            int status = new[] { 200, 200, 502, 504, 499, 404 }[random.Next(6)];
            string tries = random.Next(3) switch { 0 => "- - -", 1 => $"10.0.0.{random.Next(3)}:80 {status} 0.{random.Next(1000):000}", _ => $"10.0.0.1:80, 10.0.0.2:80 502, {status} 0.001, 1.{random.Next(1000):000}" };
            log.Append(random.Next(12) == 0 ? new string('y', random.Next(90)) : $"10.0.0.9 [{time}] \"GET /p/{random.Next(9)} HTTP/1.1\" {status} h{random.Next(3)} 0.{random.Next(1000):000} {tries}").Append('\n');
        }
        return Encoding.Latin1.GetBytes(log.ToString());
    }
}
