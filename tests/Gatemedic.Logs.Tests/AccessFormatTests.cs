using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class AccessFormatTests
{
    private static readonly (string Format, string Escape)[] Formats =
    [
        (AccessFormat.Combined.Format, "default"),
        (AccessFormat.Combined.Format, "none"),
        ("$remote_addr - $remote_user [$time_local] \"$request\" $status \"$http_user_agent\" $host $request_time $upstream_addr $upstream_status $upstream_response_time", "default"),
        ("{\"t\":\"$time_iso8601\",\"s\":$status,\"r\":\"$request\",\"u\":\"$upstream_addr\",\"us\":\"$upstream_status\",\"a\":\"$http_user_agent\"}", "json"),
        ("$msec|$status|$upstream_addr|$upstream_status|$scheme://$host$request_uri|$remote_user", "default"),
        ("time=${time_iso8601} status=${status} uri=$uri ref=$http_referer up=[$upstream_addr] $upstream_status", "none"),
        ("$upstream_addr,$upstream_status,$status,$time_local,$request_method,$uri", "default"),
        ("$remote_addr:$remote_port $host:$server_port $status $request_time-$body_bytes_sent \"$request\"", "default"),
    ];

    private static readonly string[] Words = ["-", "a b", "x - y", "GET /p?q HTTP/1.1", "\\x22", "[", "] ", "502", " 200 ", ", ", " : ", "/", "|", "", "\u00e9"];

    private static readonly string[] Lists = ["-", "127.0.0.1:80", "10.0.0.1:80, [::1]:81", "a:1 : b:2, unix:/run/a.sock", "502, 502 : ", "0.001, -", ""];

    [Fact]
    public void Agrees_with_the_slow_twin_on_generated_and_damaged_lines()
    {
        var random = new Random(33);
        foreach (var (text, escape) in Formats)
        {
            var format = AccessFormat.Parse(text, escape);
            var (fast, slow) = (new AccessLineScanner(format), new SlowAccessLine(format));
            for (int round = 0; round < 4000; round++)
            {
                string line = Line(format, random);
                int at = random.Next(line.Length + 1);
                line = random.Next(4) switch { 0 => line[..at], 1 => line.Insert(at, Words[random.Next(Words.Length)]), _ => line };
                string? expected = slow.Parse(line), seen = Scan(fast, line);
                Assert.True(expected == seen, $"{text}\n{line}\n{expected}\n{seen}");
            }
        }
    }

    [Fact]
    public void Splits_the_tries_of_an_upstream_list()
    {
        var format = AccessFormat.Parse("$status $time_iso8601 $upstream_addr $upstream_status", "default");
        var summary = LogTail.ReadAccess(Logs.Of("502 2026-10-03T12:00:00+02:00 10.0.0.1:80, unix:/a.sock : backend 502, 504 : 502\n"), format, Logs.Everything);
        Assert.Equal<string>(["10.0.0.1:80", "unix:/a.sock", "backend"], summary.Accesses[0].Peers);
        Assert.Equal<string>(["502", "504", "502"], summary.Accesses[0].PeerStatuses);
        Assert.Equal(Logs.At("2026-10-03 10:00:00"), summary.Accesses[0].First);
    }

    [Theory]
    [InlineData("$time_local", "03/Oct/2026:14:00:00 +0200")]
    [InlineData("$time_iso8601", "2026-10-03T14:00:00+02:00")]
    [InlineData("$msec", "1791028800.000")]
    [InlineData("$time_local $msec", "03/Oct/2026:14:00:00 +0200 7.000")]
    public void Reads_the_time_with_the_zone_it_carries(string variable, string time)
    {
        var summary = LogTail.ReadAccess(Logs.Of($"200 {time}\n200 {time}\n"), AccessFormat.Parse("$status " + variable, "default"), Logs.Everything);
        Assert.Equal((0L, Logs.At("2026-10-03 12:00:00")), (summary.Unrecognised, summary.From!.Value.ToUniversalTime()));
    }

    [Theory]
    [InlineData("33/Oct/2026:14:00:00 +0200")]
    [InlineData("03/Xyz/2026:14:00:00 +0200")]
    [InlineData("03/Oct/2026:25:00:00 +0200")]
    [InlineData("03/Oct/2026:14:00:00 +9900")]
    public void Does_not_recognise_a_line_with_an_impossible_time(string time) =>
        Assert.Equal(1, LogTail.ReadAccess(Logs.Of($"200 {time}\n"), AccessFormat.Parse("$status $time_local", "default"), Logs.Everything).Unrecognised);

    [Fact]
    public void Reads_lines_of_any_age_when_the_format_has_no_time()
    {
        var summary = LogTail.ReadAccess(Logs.Of("502\n502\n"), AccessFormat.Parse("$status", "default"), Logs.Everything with { Since = Logs.At("2026-10-03 12:00:00") });
        Assert.Equal((2L, "the log's format has no time, so lines of any age were read"), (summary.Accesses[0].Count, summary.Cut));
    }

    [Fact]
    public void Gives_up_on_a_hostile_line_in_bounded_time()
    {
        var format = AccessFormat.Parse(string.Concat(Enumerable.Range(0, 30).Select(i => $"$x{i} ")) + "$status", "none");
        var summary = LogTail.ReadAccess(Logs.Of(new string(' ', 60_000) + "!\n"), format, Logs.Everything);
        Assert.Equal(1, summary.Unrecognised);
    }

    [Fact]
    public void Follows_a_path_from_failure_to_success()
    {
        var format = AccessFormat.Parse("$time_iso8601 $status $request_uri", "default");
        string[] lines = ["00 200 /a", "01 502 /a?x=1", "02 504 /a", "03 404 /a?y", "04 500 /a", "05 499 /b", "06 200 /c", "01 200 /b", "07 502 /d", "08 200 /d", "09 502 /d"];
        var summary = LogTail.ReadAccess(Logs.Of(string.Concat(lines.Select(l => "2026-10-03T12:00:" + l.Insert(2, "+00:00") + "\n"))), format, Logs.Everything);
        Assert.Equal<PathRecord>(
            [
                new PathRecord("/d", null, 2, Logs.At("2026-10-03 12:00:09"), 502, Logs.At("2026-10-03 12:00:08"), EndsWell: false, Wavers: true),
                new PathRecord("/b", null, 1, Logs.At("2026-10-03 12:00:05"), 499, Logs.At("2026-10-03 12:00:01"), EndsWell: true, Wavers: false),
                new PathRecord("/a", null, 2, Logs.At("2026-10-03 12:00:02"), 504, Logs.At("2026-10-03 12:00:03"), EndsWell: true, Wavers: false),
            ],
            summary.Paths);
    }

    [Fact]
    public void Keeps_the_paths_that_failed_last()
    {
        var format = AccessFormat.Parse("$msec $status $request_uri", "default");
        var log = string.Concat(Enumerable.Range(0, 1700).Select(i => $"{1_791_028_800 + i}.000 502 /{i}\n"));
        var summary = LogTail.ReadAccess(Logs.Of(log), format, Logs.Everything);
        Assert.Equal(Enumerable.Range(0, PathTable.MostPaths).Select(i => $"/{1699 - i}"), summary.Paths.Select(p => p.Path));
    }

    private static string Line(AccessFormat format, Random random) =>
        Logs.Text(format.Lead) + string.Concat(format.Pieces.Select(p => (p.Shape switch
        {
            AccessShape.Text => Words[random.Next(Words.Length)],
            AccessShape.Status => $"{random.Next(100, 600)}",
            AccessShape.Number => "1.500",
            AccessShape.Host => "app.example",
            AccessShape.List => Lists[random.Next(Lists.Length)],
            AccessShape.LocalTime => "03/Oct/2026:12:00:00 +0000",
            _ => "2026-10-03T12:00:00+00:00",
        }) + Logs.Text(p.After)));

    private static string? Scan(AccessLineScanner scanner, string line)
    {
        var bytes = Encoding.Latin1.GetBytes(line);
        return scanner.TryScan(bytes) ? string.Join('|', scanner.Values.Skip(1).Select(r => Logs.Text(bytes.AsSpan()[r]))) : null;
    }
}
