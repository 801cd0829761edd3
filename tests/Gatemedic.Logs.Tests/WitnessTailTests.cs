using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class WitnessTailTests
{
    private const string Worker = "[2026-11-27 00:36:18 +0000] [15386] [WARNING] Worker with pid 15403 was terminated due to signal 11\n";
    private const string Old = "[2026-11-26 00:36:18 +0000] [15386] [WARNING] Worker with pid 9 was terminated due to signal 9\n";
    private const string Nginx = "2026/11/27 00:36:18 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream\n";

    [Fact]
    public void Tells_what_others_than_nginx_wrote_in_the_window() =>
        Assert.Equal(["gunicorn-worker-signal 1 app.log:3"], Read(Old + Nginx + Worker + "\0\u001b[2J\ufffd\n"));

    [Fact]
    public void Reads_the_newest_bytes_from_the_next_whole_line_on() =>
        Assert.Equal([$"gunicorn-worker-signal 1 app.log@{Worker.Length * 2}"], Read(Worker + Worker + Worker, mostBytes: Worker.Length + 20));

    [Fact]
    public void A_line_of_megabytes_hides_none_after_it() =>
        Assert.Equal(["gunicorn-worker-signal 1 app.log:2"], Read(new string('x', 5_000_000) + "\n" + Worker));

    private static IEnumerable<string> Read(string text, long mostBytes = 256 << 20)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reading = new LogReading { Name = "app.log", Zone = TimeZoneInfo.Utc, Since = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), MaxBytes = mostBytes };
        return WitnessTail.Read(new StreamLogBytes(stream), reading, null).Select(g => $"{g.Signature} {g.Count} {g.Samples[0].Source}");
    }
}
