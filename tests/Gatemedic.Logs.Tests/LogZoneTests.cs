using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class LogZoneTests
{
    private const string Tail = "2026/11/27 10:25:57 [error] 7#7: *1 x\n2026/11/27 10:25:58 [error] 7#7: *2 says\nmore of it\n";

    [Theory]
    [InlineData("2026-11-27 01:25:58", "UTC+09:00")]
    [InlineData("2026-11-27 01:25:59", "UTC+09:00")]
    [InlineData("2026-11-27 15:25:58", "UTC-05:00")]
    [InlineData("2026-11-27 04:40:58", "UTC+05:45")]
    [InlineData("2026-11-27 10:25:58", "UTC")]
    [InlineData("2026-11-27 09:25:58", "Europe/Berlin")]
    public void Is_told_by_the_last_line_and_when_it_was_written(string written, string zone)
    {
        var usual = TimeZoneInfo.FindSystemTimeZoneById(zone == "Europe/Berlin" ? zone : "UTC");
        Assert.Equal(zone, LogZone.OfErrors(Encoding.ASCII.GetBytes(Tail), Logs.At(written), usual).Id);
    }

    [Theory]
    [InlineData(Tail, "2026-11-27 12:00:13")]
    [InlineData(Tail, "2026-11-29 10:25:58")]
    [InlineData("no time\n", "2026-11-27 01:25:58")]
    [InlineData("", "2026-11-27 01:25:58")]
    public void Is_the_usual_one_where_nothing_tells(string tail, string written) =>
        Assert.Equal("UTC", LogZone.OfErrors(Encoding.ASCII.GetBytes(tail), Logs.At(written), TimeZoneInfo.Utc).Id);
}
