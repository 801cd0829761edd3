using System.IO.Compression;
using System.Text;
using Gatemedic.Collecting;
using Gatemedic.Commands;
using Gatemedic.Logs;

namespace Gatemedic;

public sealed class LogSetReaderTests : IDisposable
{
    private readonly Folder _folder = new();

    public LogSetReaderTests()
    {
        // The names tell nothing of the order.
        Write("access.log", 26);
        Write("access.log.1", 24);
        Write("access.log.2", 25);
        _folder.Write("access.log.3.gz", Gzip(Day(23)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Takes_a_named_log_alone() =>
        Assert.Equal(["access.log"], await Names(new LogsRequest { Paths = [_folder.At("access.log")] }));

    [Fact]
    public async Task Takes_the_rotated_logs_oldest_first_when_asked_for() =>
        Assert.Equal(["access.log.3.gz", "access.log.1", "access.log.2", "access.log"], await Names(new LogsRequest { AccessLogs = [_folder.At("access.log")], Rotated = true }));

    [Fact]
    public async Task Takes_as_many_rotated_logs_as_the_time_asked_for_needs() =>
        Assert.Equal(["access.log.2", "access.log"], await Names(new LogsRequest { Paths = [_folder.At("access.log")], Since = "2026-11-25T20:00:00Z" }));

    [Fact]
    public async Task Leaves_logs_that_begin_after_the_time_asked_for() =>
        Assert.Equal(["access.log.3.gz", "access.log.1"], await Names(new LogsRequest { Paths = [_folder.At("")], Until = "2026-11-24T13:00:00Z" }));

    [Fact]
    public async Task Reads_a_file_once_however_often_it_is_named()
    {
        File.CreateSymbolicLink(_folder.At("link.log"), _folder.At("access.log"));
        Assert.Equal(["access.log"], await Names(new LogsRequest { AccessLogs = [_folder.At("access.log")], Paths = [_folder.At("link.log")] }));
    }

    [Fact]
    public async Task Tells_an_empty_log_unless_its_lines_were_rotated_away()
    {
        _folder.Write("error.log", "");
        _folder.Write("access.log", "");
        var set = await Read(new LogsRequest { ErrorLogs = [_folder.At("error.log")], AccessLogs = [_folder.At("access.log")], Rotated = true });
        Assert.Equal([$"error log {_folder.At("error.log")}"], set.Blind.Select(b => b.What));
        Assert.Equal(3, set.Logs.Length);
    }

    [Fact]
    public async Task Reads_access_logs_in_the_format_of_the_configuration()
    {
        var conf = _folder.Write("nginx.conf", $"events {{}} http {{ log_format own '$status|$time_iso8601|$upstream_addr'; access_log {_folder.At("own.log")} own; }}");
        _folder.Write("own.log", "502|2026-11-26T12:00:00+00:00|127.0.0.1:3000\n");
        var set = await Read(new LogsRequest { Conf = conf, Offline = true, Since = "2026-11-26" });
        var source = Assert.Single(set.Sources);
        Assert.Equal((LogDialect.NginxAccess, "$status|$time_iso8601|$upstream_addr"), (source.Dialect, source.Format?.Format));
    }

    [Fact]
    public async Task Says_that_lines_do_not_fit_the_format_given()
    {
        var set = await Read(new LogsRequest { AccessLogs = [_folder.At("access.log")], Format = AccessFormat.Parse("$status $host", "default"), Offline = true });
        _folder.Write("other.log", "x y z\n");
        var other = await Read(new LogsRequest { AccessLogs = [_folder.At("other.log")], Format = AccessFormat.Parse("$status $host", "default"), Offline = true });
        Assert.Empty(set.Blind);
        Assert.Equal("its lines do not fit the format $status $host", Assert.Single(other.Blind).Why);
    }

    private static async Task<LogSet> Read(LogsRequest request) =>
        await new LogSetReader(request with { Offline = true, Zone = TimeZoneInfo.Utc }, TimeProvider.System).ReadAsync(CancellationToken.None);

    private static async Task<IEnumerable<string>> Names(LogsRequest request)
    {
        using var set = await Read(request);
        Assert.Empty(set.Blind);
        return [.. set.Sources.Select(s => Path.GetFileName(s.Name))];
    }

    private void Write(string name, int day)
    {
        _folder.Write(name, Day(day));

        // logrotate keeps the time of the last line.
        File.SetLastWriteTimeUtc(_folder.At(name), new DateTime(2026, 11, day, 23, 0, 0, DateTimeKind.Utc));
    }

    private static string Day(int day) =>
        string.Concat(Enumerable.Range(0, 24).Select(h => $"127.0.0.1 - - [{day}/Nov/2026:{h:00}:00:00 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl\"\n"));

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        return packed.ToArray();
    }
}
