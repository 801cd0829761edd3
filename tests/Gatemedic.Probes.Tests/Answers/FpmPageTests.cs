using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes.Tests;

/// <summary>The page is one of PHP-FPM 8.2, as it came over the wire.</summary>
public sealed class FpmPageTests
{
    private const string Header = "Expires: Thu, 01 Jan 1970 00:00:00 GMT\r\nCache-Control: no-cache, no-store, must-revalidate, max-age=0\r\nContent-type: text/plain;charset=UTF-8\r\n\r\n";

    private const string Page =
        """
        pool:                 www
        process manager:      static
        start time:           27/Nov/2026:03:55:08 +0000
        start since:          61
        accepted conn:        17
        listen queue:         3
        max listen queue:     9
        listen queue len:     511
        idle processes:       0
        active processes:     2
        total processes:      2
        max active processes: 2
        max children reached: 1
        slow requests:        4

        """;

    private static readonly FpmLoad Load = new()
    {
        Pool = "www", Manager = "static", StartedSecondsAgo = 61, Accepted = 17, Queue = 3, LongestQueue = 9, QueueLimit = 511, Idle = 0, Active = 2, Total = 2, MostActive = 2, LimitReached = 1, Slow = 4,
    };

    [Fact]
    public void Reads_the_numbers_of_a_status_page() => Assert.Equal(Load, FpmStatusParser.Parse(Page));

    [Theory]
    [InlineData("")]
    [InlineData("pong")]
    [InlineData("File not found.\n")]
    [InlineData("pool: www\n")]
    public void Gives_nothing_for_another_page(string text) => Assert.Null(FpmStatusParser.Parse(text));

    [Fact]
    public void Takes_the_page_only_when_it_is_there_whole()
    {
        byte[] wire = [.. FastCgiRecords.Record(FastCgiRecords.Stdout, Encoding.ASCII.GetBytes(Header + Page)), .. FastCgiRecords.Record(FastCgiRecords.End, [0, 0, 0, 0, 0, 0, 0, 0])];
        var page = new FpmPage("/status");
        var end = wire.Length - 8;
        Assert.All(Enumerable.Range(0, end), length => Assert.Null(page.Judge(wire.AsSpan(0, length))));
        Assert.Equal((ProbeOutcome.Answered, 200), page.Judge(wire) is { } reply ? (reply.Outcome, reply.Status) : default);
        Assert.Equal(Load, FpmStatusParser.Parse(page.Body));
    }

    [Fact]
    public void Never_throws_on_any_bytes() => Prop.ForAll<byte[]>(bytes =>
    {
        new FpmPage("/status").Judge(bytes);
        new FpmPage("/status").Judge([1, 6, 0, 1, .. bytes ?? []]);
        FpmStatusParser.Parse("pool:" + Encoding.Latin1.GetString(bytes ?? []));
    }).QuickCheckThrowOnFailure();
}
