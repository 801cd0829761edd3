using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Reads the newest part of a log that another program than nginx writes. Never throws for what stands in it, and never needs more memory for a larger one.</summary>
public static class WitnessTail
{
    private const int Block = 64 << 10;

    /// <summary>What its records of the window say. Lines without a time count as of the window, since nothing tells their age.</summary>
    /// <param name="log">The bytes.</param>
    /// <param name="reading">Name, zone, window, and how many of the last bytes are read.</param>
    /// <param name="written">When it was last written, for times without a year; null when it is not known.</param>
    public static ImmutableArray<WitnessGroup> Read(ILogBytes log, LogReading reading, DateTimeOffset? written)
    {
        var records = new Records(new LogWindow(reading.Since, null));
        try
        {
            var length = log.Length ?? long.MaxValue;
            var start = log.Length is null ? 0 : Math.Max(0, length - reading.MaxBytes);
            var lines = new LineScanner(log, new LogRange(start, length, start == 0 ? 1 : 0, null), Block, reading.Stop);
            var mixed = new MixedLineReader(new MixedSettings { Name = reading.Name, Zone = reading.Zone, Written = written }, records);

            // The first line of a part is mostly the rest of one.
            for (var whole = start == 0 || lines.Next(); whole && lines.Next();)
            {
                mixed.Read(lines.Line, lines.Offset, lines.Number);
            }
            mixed.Flush();
        }
        catch (IOException)
        {
            // It cannot be read any further: what was read until then is told.
        }
        return records.Table.Groups();
    }

    private sealed class Records(LogWindow window) : IMixedRecords
    {
        internal WitnessTable Table { get; } = new();

        public void Error(ReadOnlySpan<byte> record, in MixedPlace place)
        {
            // nginx's own logs are read elsewhere.
        }

        public void Access(ReadOnlySpan<byte> line, AccessFormat format, in MixedPlace place)
        {
            // As above; and what an application writes of the requests that it answered decides nothing.
        }

        public void Witness(WitnessEvent witness)
        {
            if (witness.Time is not { } time || window.Has(time))
            {
                Table.Add(witness);
            }
        }

        public void Unknown(long lines)
        {
            // Nobody could say whose they are.
        }
    }
}
