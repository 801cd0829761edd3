using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class LogTailTests
{
    private static readonly DateTimeOffset Start = Logs.At("2026-10-03 12:00:00");

    [Theory]
    [InlineData(512, 1)]
    [InlineData(512, 7)]
    [InlineData(700, 64)]
    [InlineData(4096, 1000)]
    public void Reads_the_same_with_blocks_of_any_size(int searchBlock, int readBlock)
    {
        var (log, reading) = (Nearly_sorted_log(3000, 11), Logs.Everything with { Since = Start.AddSeconds(2000) });
        Assert.Equal(Shown(LogTail.ReadErrors(Logs.Of(log), reading)), Shown(LogTail.ReadErrors(Logs.Of(log), reading, searchBlock, readBlock)));
    }

    [Fact]
    public void Finds_every_line_of_the_wanted_time_wherever_it_starts()
    {
        var random = new Random(5);
        for (int round = 0; round < 60; round++)
        {
            string log = Nearly_sorted_log(random.Next(1, 900), round);
            var since = Start.AddSeconds(random.Next(-10, 920));
            var wanted = log.Split('\n').Where(l => l.Contains("exiting") && DateTimeOffset.ParseExact(l[..19], "yyyy/MM/dd HH:mm:ss", null,
                System.Globalization.DateTimeStyles.AssumeUniversal) >= since).ToArray();

            var summary = LogTail.ReadErrors(Logs.Of(log), Logs.Everything with { Since = since }, 600, 500);

            Assert.Equal(wanted.Length, summary.Errors.Sum(g => g.Count));
        }
    }

    [Fact]
    public void Looks_behind_a_long_stretch_without_times()
    {
        string log = Nearly_sorted_log(200, 4);
        string stretched = log + string.Concat(Enumerable.Repeat("no time\n", 5000)) + $"{Start.AddSeconds(201):yyyy/MM/dd HH:mm:ss} [notice] 7#7: exiting\n";
        var summary = LogTail.ReadErrors(Logs.Of(stretched), Logs.Everything with { Since = Start.AddSeconds(150) }, 600, 500);
        Assert.Equal(51, summary.Errors.Sum(g => g.Count));
    }

    [Fact]
    public void Costs_the_last_minutes_and_not_the_log()
    {
        string log = Nearly_sorted_log(40_000, 3);
        var stream = new CountingStream(Encoding.Latin1.GetBytes(log));
        var summary = LogTail.ReadErrors(stream, Logs.Everything with { Since = Start.AddSeconds(39_900) }, 1024, 4096);
        Assert.InRange(summary.Errors.Sum(g => g.Count), 90, 110);
        // The lines are counted once for their numbers; what is read beyond that is the search and the end.
        Assert.InRange(stream.Taken - log.Length, 1, 60_000);
    }

    [Fact]
    public void Reads_the_newest_part_when_there_is_more_than_may_be_read()
    {
        string log = Nearly_sorted_log(1000, 1);
        var summary = LogTail.ReadErrors(Logs.Of(log), Logs.Everything with { MaxBytes = 5000, Since = Start });
        Assert.Equal("only the newest 5000 bytes were read, older lines were not looked at", summary.Cut);
        Assert.InRange(summary.From!.Value, Start.AddSeconds(800), Start.AddSeconds(999));
        Assert.Equal(Start.AddSeconds(999), summary.To);
    }

    [Fact]
    public void Does_not_call_it_cut_when_what_was_left_out_is_too_old()
    {
        string log = Nearly_sorted_log(1000, 1);
        var summary = LogTail.ReadErrors(Logs.Of(log), Logs.Everything with { MaxBytes = 20_000, Since = Start.AddSeconds(990) }, 1024, 512);
        Assert.Null(summary.Cut);
        Assert.Equal(10, summary.Errors.Sum(g => g.Count));
    }

    [Fact]
    public void Names_the_line_or_the_offset_where_a_sample_stands()
    {
        string log = Nearly_sorted_log(100, 1);
        var newest = LogTail.ReadErrors(Logs.Of(log), Logs.Everything with { Since = Start.AddSeconds(50) }, 512, 64).Errors[0].Samples[0];
        int number = int.Parse(newest.Source.Split(':')[1]);
        Assert.Equal(newest.Line, log.Split('\n')[number - 1]);

        var large = new PaddedStream(WindowSearch.Countable + 1, Encoding.Latin1.GetBytes("\n" + log));
        var far = LogTail.ReadErrors(large, Logs.Everything with { Since = Start.AddSeconds(50) }).Errors[0].Samples[0];
        long offset = long.Parse(far.Source.Split('@')[1]) - large.Padding - 1;
        Assert.Equal(far.Line, log[(int)offset..].Split('\n')[0]);
    }

    [Fact]
    public void Survives_garbage_and_lines_without_end()
    {
        var random = new Random(9);
        var bytes = new byte[400_000];
        random.NextBytes(bytes);
        string line = "2026/10/03 12:00:00 [notice] 7#7: exiting";
        string log = Encoding.Latin1.GetString(bytes) + "\n" + line + new string('x', 3_000_000) + "\n" + line + "\0\0\n\0\n" + line;
        foreach (var reading in new[] { Logs.Everything, Logs.Everything with { Since = Start }, Logs.Everything with { MaxBytes = 100 } })
        {
            var summary = LogTail.ReadErrors(Logs.Of(log), reading);
            Assert.Equal(line, summary.Errors.Single(g => g.Signature == "life-cycle").Samples[0].Line);
        }
        Assert.InRange(LogTail.ReadAccess(Logs.Of(log), AccessFormat.Combined, Logs.Everything).Unrecognised, 1, 10_000);
    }

    [Fact]
    public void Reads_what_is_left_of_a_log_that_shrinks()
    {
        var stream = new PaddedStream(0, Encoding.Latin1.GetBytes(Nearly_sorted_log(10, 1))) { Claimed = 100_000 };
        var summary = LogTail.ReadErrors(stream, Logs.Everything);
        Assert.Equal((10L, "the log shrank while it was read"), (summary.Errors[0].Count, summary.Cut));
    }

    [Fact]
    public void Says_that_it_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var summary = LogTail.ReadErrors(Logs.Of(Nearly_sorted_log(10, 1)), Logs.Everything with { Stop = stop.Token });
        Assert.Equal((0L, "the time for reading was over"), (summary.Lines, summary.Cut));
    }

    [Fact]
    public void Finds_nothing_in_an_empty_log()
    {
        Assert.Equal(Shown(new LogSummary { Lines = 0 }), Shown(Logs.Errors("")));
        Assert.Equal(Shown(new LogSummary { Lines = 0 }), Shown(Logs.Errors("", Logs.Everything with { Since = Start })));
    }

    [Fact]
    public void Keeps_a_bounded_number_of_groups_and_the_newest_five_of_each()
    {
        var log = new StringBuilder();
        for (int i = 0; i < ErrorTable.MostGroups + 50; i++)
        {
            log.Append($"2026/10/03 12:00:00 [error] 7#7: *{i} no live upstreams while connecting to upstream, client: 10.0.0.9, server: s{i}\n");
        }
        log.Append(string.Concat(Enumerable.Range(1, 9).Select(i => $"2026/10/03 12:00:0{i} [error] 7#7: *{i} no live upstreams while connecting to upstream, client: 10.0.0.9, server: s0\n")));
        var summary = Logs.Errors(log.ToString());
        Assert.Equal((ErrorTable.MostGroups, 50L), (summary.Errors.Length, summary.Dropped));
        Assert.Equal(10, summary.Errors[0].Count);
        Assert.Equal([9, 8, 7, 6, 5], summary.Errors[0].Samples.Select(s => (int)s.Connection!.Value));
    }

    // One line a second, some of them exchanged with a neighbour, some followed by lines without a time.
    private static string Nearly_sorted_log(int seconds, int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, seconds).Select(i => $"{Start.AddSeconds(i):yyyy/MM/dd HH:mm:ss} [notice] 7#7: exiting".Replace('-', '/')).ToArray();
        for (int i = 0; i + 1 < seconds; i += random.Next(1, 9))
        {
            (lines[i], lines[i + 1]) = (lines[i + 1], lines[i]);
        }
        return string.Concat(lines.Select(l => l + "\n" + (random.Next(20) == 0 ? "no time\n" : "")));
    }

    private static string Shown(LogSummary summary) =>
        $"{summary.From} {summary.To} {summary.Cut} "
        + string.Join(';', summary.Errors.Select(g => $"{g.Signature} {g.Count} {g.First} {g.Last} " + string.Join(',', g.Samples.Select(s => s.Source + s.Line))));
}
