namespace Gatemedic.Logs;

/// <summary>Reads the newest part of a log of any mixture: what nginx wrote into it and what others did. Never throws for what stands in it.</summary>
public static class MixedTail
{
    private const int Block = 256 << 10;

    /// <summary>What its records of the window say. Records of other programs without a time count as of the window, since nothing tells their age.</summary>
    /// <param name="log">The bytes.</param>
    /// <param name="reading">Name, zone, window, and how many of the last bytes are read.</param>
    /// <param name="written">When it was last written, for times without a year; null when it is not known.</param>
    /// <param name="formats">Formats that nginx's access lines may have, likeliest first.</param>
    public static MixedSummary Read(ILogBytes log, LogReading reading, DateTimeOffset? written, ReadOnlySpan<AccessFormat> formats)
    {
        var records = new MixedTailRecords(reading);
        var mixed = new MixedLineReader(new MixedSettings { Name = reading.Name, Zone = reading.Zone, Written = written, Formats = [.. formats] }, records);
        var range = Range(log, reading.MaxBytes);
        var lines = new LineScanner(log, range, Block, reading.Stop);

        // The first line of a part is mostly the rest of one.
        for (var whole = range.Start == 0 || lines.Next(); whole && lines.Next();)
        {
            records.Lines++;
            mixed.Read(lines.Line, lines.Offset, lines.Number);
        }
        mixed.Flush();
        return records.Summary(lines.Trouble ?? range.Cut);
    }

    // What can only be read from front to back is read as far as that goes.
    private static LogRange Range(ILogBytes log, long most) => log.Length switch
    {
        null => new LogRange(0, most, 1, null),
        { } length when length <= most => new LogRange(0, length, 1, null),
        { } length => new LogRange(length - most, length, 0, $"only the newest {WindowSearch.Size(most)} were read, older lines were not looked at"),
    };
}
