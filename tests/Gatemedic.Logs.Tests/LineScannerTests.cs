using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class LineScannerTests
{
    [Fact]
    public void Yields_the_lines_that_a_plain_twin_yields_of_any_range_in_any_blocks()
    {
        var random = new Random(21);
        for (int round = 0; round < 3000; round++)
        {
            byte[] log = Log(random);
            int start = random.Next(log.Length + 1), end = random.Next(start, log.Length + 1);
            var lines = new LineScanner(new Bytes(log), new LogRange(start, end, 1, null) { Limit = log.Length }, 1 + random.Next(40), default);
            var seen = new List<string>();
            while (lines.Next())
            {
                seen.Add($"{lines.Number} {lines.Offset} {Logs.Text(lines.Line)}");
            }
            Assert.Equal(Plain(log, start, end), seen);
        }
    }

    [Fact]
    public void Passes_over_what_a_line_has_too_much_without_keeping_it()
    {
        byte[] log = Encoding.ASCII.GetBytes($"a\n{new string('x', LineScanner.Longest * 3)}\nb");
        var lines = new LineScanner(new Bytes(log), new LogRange(0, log.Length, 1, null), 1000, default);
        var seen = new List<(long, int)>();
        while (lines.Next())
        {
            seen.Add((lines.Number, lines.Line.Length));
        }
        Assert.Equal([(1, 1), (2, LineScanner.Longest), (3, 1)], seen);
    }

    // One byte after the other.
    private static List<string> Plain(byte[] log, int start, int end)
    {
        var lines = new List<string>();
        for (int at = start, number = 1; at < end; number++)
        {
            int stop = at;
            while (stop < log.Length && log[stop] != '\n')
            {
                stop++;
            }
            lines.Add($"{number} {at} {Logs.Text(log.AsSpan(at, stop - at))}");
            at = stop + 1;
        }
        return lines;
    }

    private static byte[] Log(Random random)
    {
        var log = new byte[random.Next(200)];
        for (int i = 0; i < log.Length; i++)
        {
            log[i] = random.Next(6) == 0 ? (byte)'\n' : (byte)random.Next(256);
        }
        return log;
    }
}
