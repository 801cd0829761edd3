using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class MixedTailTests
{
    private const string Refused = "web-1  | 2026/11/27 11:59:00 [error] 11#11: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: \"GET /x HTTP/1.1\", upstream: \"http://172.18.0.3:8000/x\", host: \"shop\"\n";
    private const string Answered = "web-1  | 172.18.0.1 - - [27/Nov/2026:11:59:00 +0000] \"GET /x HTTP/1.1\" 502 157 \"-\" \"curl\"\n";
    private const string Killed = "app-1  | [2026-11-27 11:58:59 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)\n";
    private const string Old = "app-1  | [2026-11-26 11:58:59 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:8)\n";

    [Fact]
    public void Tells_nginxs_lines_from_those_of_others_in_what_compose_prints() =>
        Assert.Equal(
            ["connect-failed 1 all.log:2", "502 1 all.log:3", "gunicorn-timeout app-1 1 all.log:4", "4 lines"],
            Told(Read(Old + Refused + Answered + Killed)));

    [Fact]
    public void What_is_of_no_known_kind_tells_nothing() => Assert.Equal(["4 lines of no known kind"], Told(Read("one\n\ntwo\n\0\u001b[2J\n")));

    [Fact]
    public void Of_a_larger_log_the_newest_part_is_read_and_that_is_said()
    {
        var said = Read(Killed + Killed + Killed, mostBytes: Killed.Length + 20);
        Assert.Equal([$"gunicorn-timeout app-1 1 all.log@{2 * Killed.Length}", "1 lines"], Told(said));
        Assert.Equal($"only the newest {Killed.Length + 20} bytes were read, older lines were not looked at", said.Cut);
    }

    private static IEnumerable<string> Told(MixedSummary said) =>
    [
        .. said.Errors?.Errors.Select(g => $"{g.Signature} {g.Count} {g.Samples[0].Source}") ?? [],
        .. said.Accesses?.Accesses.Select(g => $"{g.Status} {g.Count} {g.Samples[0].Source}") ?? [],
        .. said.Witnesses.Select(g => $"{g.Signature} {g.Unit} {g.Count} {g.Samples[0].Source}"),
        $"{said.Lines} lines{(said.Tells ? "" : " of no known kind")}",
    ];

    private static MixedSummary Read(string text, long mostBytes = 1 << 20)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reading = new LogReading { Name = "all.log", Zone = TimeZoneInfo.Utc, Since = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), MaxBytes = mostBytes };
        return MixedTail.Read(new StreamLogBytes(stream), reading, null, []);
    }
}
