namespace Gatemedic.Logs.Tests;

/// <summary>Lines that nginx 1.22.1 wrote, from faults made on purpose.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Recognises_what_nginx_wrote_to_its_error_log()
    {
        using var log = Logs.Corpus("error.log");
        var summary = LogTail.ReadErrors(log, Logs.Everything);

        var seen = summary.Errors.Where(g => g.Server is not null || g.Errno is not null || g.Signature == "exited-on-signal")
            .Select(g => $"{g.Count} {g.Signature} {g.Errno} {g.Scheme}:{g.Peer}").Order(StringComparer.Ordinal);

        Assert.Equal((87L, 0L, null), (summary.Lines, summary.Unrecognised, summary.Cut));
        Assert.Equal(
            [
                "1 auth-request-status  :", "1 client-closed  http:127.0.0.1:19110", "1 connect-failed 111 :",
                "1 connect-failed 111 http:127.0.0.1:19102", "1 connect-to-failed 2 fastcgi:unix:/srv/gate1/none.sock",
                "1 connect-to-failed 2 http:unix:/srv/gate1/none.sock", "1 could-not-be-resolved  :", "1 exited-on-signal  :",
                "1 fastcgi-stderr  fastcgi:127.0.0.1:19117", "1 fastcgi-version  fastcgi:127.0.0.1:19114", "1 grpc-too-large-frame  grpc:127.0.0.1:19114",
                "1 invalid-header  http:127.0.0.1:19116", "1 no-live-upstreams  http:pair", "1 no-resolver-defined  :",
                "1 no-valid-http-header  http:127.0.0.1:19115", "1 open-failed 2 :", "1 premature-close  http:127.0.0.1:19112",
                "1 premature-close  http:127.0.0.1:19118", "1 premature-close  http:unix:/srv/gate1/close.sock", "1 recv-failed 104 http:127.0.0.1:19113",
                "1 recv-failed 111 :", "1 redirection-cycle  :", "1 ssl-handshake-failed  https:127.0.0.1:19114", "1 too-big-header  http:127.0.0.1:19111",
                "1 upstream-temporarily-disabled  http:127.0.0.1:19101", "1 upstream-temporarily-disabled  http:127.0.0.1:19102",
                "1 upstream-timed-out 110 http:127.0.0.1:19110", "7 connect-failed 111 http:127.0.0.1:19101",
            ],
            seen);
    }

    [Theory]
    [InlineData("combined.log", "default", "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"")]
    [InlineData("access.log", "default", "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" $host $request_time $upstream_addr $upstream_status $upstream_response_time $upstream_header_time")]
    [InlineData("access.json.log", "json", "{\"t\":\"$time_iso8601\",\"status\":$status,\"req\":\"$request\",\"up\":\"$upstream_addr\",\"us\":\"$upstream_status\",\"rt\":$request_time,\"ua\":\"$http_user_agent\"}")]
    public void Reads_every_line_that_nginx_wrote_to_an_access_log(string name, string escape, string format)
    {
        using var log = Logs.Corpus(name);
        var compiled = AccessFormat.Parse(format, escape);
        var summary = LogTail.ReadAccess(log, compiled, Logs.Everything);

        Assert.Equal((29L, 0L, 29L), (summary.Lines, summary.Unrecognised, summary.Accesses.Sum(g => g.Count)));
        Assert.Equal("200:2 400:1 404:1 499:1 500:3 502:19 504:1 9:1",
            string.Join(' ', summary.Accesses.GroupBy(g => g.Status).Select(g => $"{g.Key}:{g.Sum(a => a.Count)}").Order(StringComparer.Ordinal)));
        Assert.Equal(compiled.HasPeers, summary.Accesses.Any(g => g.Peers.SequenceEqual(["127.0.0.1:19101", "127.0.0.1:19102"])
            && g.PeerStatuses.SequenceEqual(["502", "502"])));
        Assert.Contains(summary.Paths, p => p is { Path: "/refused", Failures: 4, LastFailureStatus: 502, LastSuccess: null });
    }

    [Fact]
    public void Counts_every_line_of_a_damaged_log_whatever_its_blocks()
    {
        var random = new Random(2);
        using var log = Logs.Corpus("error.log");
        var bytes = new byte[log.Length];
        log.ReadExactly(bytes);
        for (int round = 0; round < 150; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (int hits = random.Next(1, 200); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }
            long lines = damaged.AsSpan().Count((byte)'\n') + (damaged[^1] == '\n' ? 0 : 1);

            var errors = LogTail.ReadErrors(new MemoryStream(damaged), Logs.Everything, 100, random.Next(1, 300));
            var accesses = LogTail.ReadAccess(new MemoryStream(damaged), AccessFormat.Combined, Logs.Everything, 100, random.Next(1, 300));

            Assert.Equal((lines, lines, lines), (errors.Lines, accesses.Lines, accesses.Unrecognised));
            Assert.All(errors.Errors.SelectMany(g => g.Samples), e => Assert.InRange(int.Parse(e.Source.Split(':')[1]), 1, lines));
        }
    }
}
