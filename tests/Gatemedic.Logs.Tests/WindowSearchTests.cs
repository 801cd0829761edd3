using System.Globalization;
using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class WindowSearchTests
{
    private static readonly DateTimeOffset Start = Logs.At("2026-10-03 12:00:00");
    private static readonly SearchBounds Small = new(CancellationToken.None) { Block = 600 };

    [Fact]
    public void Finds_every_line_of_the_window_and_little_more()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int seconds = random.Next(1, 2000);
            string log = Log(seconds, random);
            DateTimeOffset? since = random.Next(4) == 0 ? null : Start.AddSeconds(random.Next(-60, seconds + 60));
            DateTimeOffset? until = random.Next(4) == 0 ? null : Start.AddSeconds(random.Next(-60, seconds + 60));
            var window = new LogWindow(since, until);

            var range = Find(log, window, Small);
            string found = log[(int)range.Start..(int)range.End];

            Assert.True(range.Start == 0 || log[(int)range.Start - 1] == '\n', "it starts inside of a line");
            Assert.True(range.End == log.Length || range.End == 0 || log[(int)range.End - 1] == '\n', "it ends inside of a line");
            Assert.Equal(Inside(log, window), Inside(found, window));
            // Half a minute of slack on each side, and the blocks in which the ends were searched.
            Assert.InRange(Times(found).Count(t => !window.Has(t)), 0, 2 * (30 + 2 * 600 / 30));
        }
    }

    [Fact]
    public void Looks_at_a_few_blocks_of_a_large_log()
    {
        string log = Log(1_200_000, new Random(1));
        var stream = new CountingStream(Encoding.Latin1.GetBytes(log));
        var range = WindowSearch.Find(
            new StreamLogBytes(stream), new LogWindow(Start.AddSeconds(1000), Start.AddSeconds(1060)), TimeOf, new SearchBounds(CancellationToken.None) { Block = 4096 });
        Assert.True(stream.Length > WindowSearch.Countable, "its lines are counted");
        Assert.InRange(range.End - range.Start, 1, 20_000);
        Assert.InRange(stream.Taken, 1, 400_000);
    }

    [Fact]
    public void Reads_nothing_of_a_log_that_is_younger_or_older_than_the_window()
    {
        string log = Log(1000, new Random(2));
        Assert.Equal(0, Find(log, new LogWindow(null, Start.AddMinutes(-10)), Small) is var before ? before.End - before.Start : -1);
        Assert.InRange(Find(log, new LogWindow(Start.AddHours(2), null), Small) is var after ? after.End - after.Start : -1, 0, 600);
    }

    [Fact]
    public void Reads_all_of_a_log_without_times() =>
        Assert.Equal((0L, 6000L), Find(string.Concat(Enumerable.Repeat("no time\n", 750)), new LogWindow(Start, Start.AddHours(1)), Small) is var r ? (r.Start, r.End) : default);

    private static LogRange Find(string log, LogWindow window, SearchBounds bounds) =>
        WindowSearch.Find(new StreamLogBytes(Logs.Of(log)), window, TimeOf, bounds);

    private static string[] Inside(string log, LogWindow window) =>
        [.. log.Split('\n').Where(l => TimeOf(Encoding.Latin1.GetBytes(l), out var time) && window.Has(time))];

    private static IEnumerable<DateTimeOffset> Times(string log) =>
        log.Split('\n').Select(l => TimeOf(Encoding.Latin1.GetBytes(l), out var time) ? time : (DateTimeOffset?)null).OfType<DateTimeOffset>();

    private static bool TimeOf(ReadOnlySpan<byte> line, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(Logs.Text(line[..Math.Min(19, line.Length)]), "yyyy-MM-dd HH:mm:ss", null, DateTimeStyles.AssumeUniversal, out time);

    // One line a second, some exchanged with a neighbour, some followed by lines without a time.
    private static string Log(int seconds, Random random)
    {
        var lines = Enumerable.Range(0, seconds).Select(i => $"{Start.AddSeconds(i):yyyy-MM-dd HH:mm:ss} something").ToArray();
        for (int i = 0; i + 1 < seconds; i += random.Next(1, 9))
        {
            (lines[i], lines[i + 1]) = (lines[i + 1], lines[i]);
        }

        return string.Concat(lines.Select(l => l + "\n" + (random.Next(20) == 0 ? "no time\n" : "")));
    }
}
