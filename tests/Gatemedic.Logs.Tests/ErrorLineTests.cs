using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class ErrorLineTests
{
    private static readonly string[] Fragments =
    [
        "connect() failed", " while ", "connecting to upstream", " while connecting to upstream", " while sending to client", ", client: ", ", udp client: ",
        "10.0.0.1", "::1", "unix:", ", server: ", "app", ", request: \"", "GET /x HTTP/1.1", "\"", ", ", ", subrequest: \"", ", upstream: \"",
        "http://127.0.0.1:80/", ", host: \"", ", referrer: \"", " (111: Connection refused)", " (0: x)", " (12", " in /etc/nginx.conf:12", " in /",
        ":7", " in command line", "FastCGI sent in stderr: \"", " while resolving, resolver: 127.0.0.1:53", ", resolver: ", " could not be resolved",
        ", bytes from/to client:1/2", "client: ", "\n", "\u00ff", "*", "*12 ",
    ];

    [Fact]
    public void Agrees_with_the_slow_twin_on_any_arrangement_of_parts()
    {
        var random = new Random(20261003);
        for (int round = 0; round < 40_000; round++)
        {
            var record = new StringBuilder("2026/10/03 12:00:00 [error] 7#8: ");
            for (int parts = random.Next(14); parts > 0; parts--)
            {
                record.Append(Fragments[random.Next(Fragments.Length)]);
            }
            Agree(record.ToString());
        }
    }

    [Fact]
    public void Agrees_with_the_slow_twin_on_damaged_lines()
    {
        var random = new Random(7);
        var lines = SignatureCatalog.All.SelectMany(s => s.Samples).Select(s => "2026/10/03 12:00:00 " + s.Line)
            .Where(l => l.Contains(" while connecting to upstream") || !l.Contains(" while ")).ToArray();
        for (int round = 0; round < 20_000; round++)
        {
            string line = lines[random.Next(lines.Length)];
            int cut = random.Next(19, line.Length), length = random.Next(Math.Min(12, line.Length - cut + 1));
            line = random.Next(3) switch { 0 => line[..cut], 1 => line.Remove(cut, length), _ => line.Insert(cut, Fragments[random.Next(Fragments.Length)]) };
            Agree(line);
        }
    }

    [Fact]
    public void Finds_the_same_the_short_way_as_the_long_way()
    {
        var random = new Random(8);
        string[] heads = ["[error] 7#8: ", "[error] 2105#2105: *48113008 ", "[error] 2105#2105: *4x ", "[error] 21#: *4 ", "[error] #21: *4 ", "[error] 2#1#5: *4 ", "[warn] 1#1: *2 ",
            "[error] 123456789012#3: *4 ", "[error] 1#1: * ", "[error] 1#1:  *1 ", "[error] 1#1: *12345678901234567890 "];
        for (int round = 0; round < 60_000; round++)
        {
            var record = new StringBuilder("2026/10/03 12:00:00 " + heads[random.Next(heads.Length)]);
            for (int parts = random.Next(14); parts > 0; parts--)
            {
                record.Append(Fragments[random.Next(Fragments.Length)]);
            }
            var bytes = Encoding.Latin1.GetBytes(record.ToString());
            Assert.Equal(Outline(bytes, brief: false), Outline(bytes, brief: true));
        }
    }

    private static string Outline(byte[] record, bool brief)
    {
        if (!ErrorLineParser.TryOutline(record, brief, out var line, out var phrase))
        {
            return "none";
        }
        UpstreamPeer.Split(line.Upstream, out var scheme, out var peer);
        return string.Join('|', Logs.Text(phrase), line.HasContext, Logs.Text(line.Client), Logs.Text(line.Server), Logs.Text(line.Request), Logs.Text(scheme), Logs.Text(peer), Logs.Text(line.Resolver));
    }

    [Fact]
    public void Takes_the_upstream_from_its_field_and_not_from_a_referrer()
    {
        var seen = Logs.Error("""
            2026/10/03 12:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: app, request: "GET / HTTP/1.1", host: "app", referrer: "x", upstream: "http://evil/", host: "y"
            """.Trim());
        Assert.Equal((null, "app", "app"), (seen.Upstream, seen.Server, seen.Host));
    }

    [Fact]
    public void Keeps_what_is_left_of_a_line_cut_at_its_limit()
    {
        var seen = Logs.Error("2026/10/03 12:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream,"
            + " client: 10.0.0.9, server: app, request: \"GET /aaaaaaaaaa");
        Assert.Equal(("connect-failed", "GET /aaaaaaaaaa", null), (seen.Signature, seen.Request, seen.Upstream));
    }

    [Fact]
    public void Joins_lines_without_a_time_to_the_record_whose_context_they_end()
    {
        var summary = Logs.Errors("""
            2026/10/03 12:00:00 [error] 7#7: *1 FastCGI sent in stderr: "one, client: 6.6.6.6, server: fake
            two

            three" while reading response header from upstream, client: 10.0.0.9, server: app, request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/p.sock:", host: "app"
            2026/10/03 12:00:01 [notice] 7#7: signal process started
            no part of it
            """);
        var stderr = summary.Errors.Single(e => e.Signature == "fastcgi-stderr");
        Assert.Equal((6L, 1L), (summary.Lines, summary.Unrecognised));
        Assert.Equal(("unix:/run/p.sock", "app", "one, client: 6.6.6.6, server: fake\ntwo\n\nthree", "error.log:1"),
            (stderr.Peer, stderr.Server, stderr.Fields["text"], stderr.Samples[0].Source));
        Assert.Equal("error.log:5", summary.Errors.Single(e => e.Signature == "life-cycle").Samples[0].Source);
    }

    [Theory]
    [InlineData("<187>Oct  3 12:00:00 web nginx: ")]
    [InlineData("2026-10-03T12:00:00.123+00:00 web nginx[7]: ")]
    [InlineData("proxy-1  | ")]
    public void Reads_a_record_behind_a_prefix(string prefix)
    {
        var seen = Logs.Error(prefix + "2026/10/03 12:00:00 [error] 7#0: *1 no live upstreams while connecting to upstream, client: unix:, server: ,"
            + " request: \"GET / HTTP/1.1\", upstream: \"http://backend/\", host: \"a\"");
        Assert.Equal(("no-live-upstreams", "unix:", Logs.At("2026-10-03 12:00:00")), (seen.Signature, seen.Client, seen.Time));
        Assert.StartsWith(prefix, seen.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:3000/x:y", "http", "127.0.0.1:3000")]
    [InlineData("http://[::1]:3000/", "http", "[::1]:3000")]
    [InlineData("http://unix:/run/a.sock:/x", "http", "unix:/run/a.sock")]
    [InlineData("http://unix:/run/a.sock/x", "http", "unix:/run/a.sock")]
    [InlineData("fastcgi://unix:/run/p.sock:", "fastcgi", "unix:/run/p.sock")]
    [InlineData("http://backend/x", "http", "backend")]
    [InlineData("grpcs://10.0.0.1:50051", "grpcs", "10.0.0.1:50051")]
    [InlineData("127.0.0.1:80", "", "127.0.0.1:80")]
    [InlineData("unix:/run/x.sock", "", "unix:/run/x.sock")]
    public void Splits_scheme_and_peer(string upstream, string scheme, string peer)
    {
        UpstreamPeer.Split(Encoding.UTF8.GetBytes(upstream), out var seenScheme, out var seenPeer);
        Assert.Equal((scheme, peer), (LogText.Of(seenScheme), LogText.Of(seenPeer)));
    }

    [Fact]
    public void Reads_the_time_in_the_zone_of_the_log()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(5.5), "x", "x");
        var summary = Logs.Errors("2026/10/03 12:00:00 [notice] 7#7: exiting\n", Logs.Everything with { Zone = zone });
        Assert.Equal(Logs.At("2026-10-03 06:30:00"), summary.From!.Value.ToUniversalTime());
    }

    private static void Agree(string line)
    {
        string? slow = SlowErrorLine.Parse(line), fast = Fast(line);
        Assert.True(slow == fast, $"{line}\n{slow}\n{fast}");
    }

    private static string? Fast(string record) =>
        !ErrorLineParser.TryParse(Encoding.Latin1.GetBytes(record), out var l) ? null
        : string.Join('|', [T(l.Level), $"{l.Pid}", $"{l.Connection}", T(l.Message), $"{l.Errno}", T(l.Action), T(l.Client), T(l.Server), T(l.Request),
            T(l.Subrequest), T(l.Upstream), T(l.Host), T(l.Resolver), l.ConfFile.IsEmpty ? "" : $"{T(l.ConfFile)}:{l.ConfLine}"]);

    private static string T(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
