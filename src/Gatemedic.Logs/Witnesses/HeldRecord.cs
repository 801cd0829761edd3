using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>A record that more lines may belong to.</summary>
internal sealed class HeldRecord
{
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>What was recognised in the first line; null for nginx's own, and while only the lines that follow can tell.</summary>
    internal WitnessEvent? Event { get; init; }

    /// <summary>Which lines follow; null for a record of nginx whose text of an application is still open.</summary>
    internal Trace? Trace { get; init; }

    internal required MixedPlace Place { get; init; }

    /// <summary>Lines taken.</summary>
    internal long Lines { get; private set; }

    /// <summary>All lines as far as they are kept.</summary>
    internal ReadOnlySpan<byte> Text => _text.WrittenSpan;

    private bool HasRoom => _text.WrittenCount < NewestLines.LineLimit;

    internal void Add(ReadOnlySpan<byte> line)
    {
        if (Lines++ > 0 && HasRoom)
        {
            _text.Write("\n"u8);
        }
        _text.Write(line[..Math.Min(line.Length, NewestLines.LineLimit - _text.WrittenCount)]);
    }

    /// <summary>Takes the line if it belongs to the record.</summary>
    /// <param name="line">The next line of the same writer.</param>
    /// <param name="complete">Nothing more can follow.</param>
    internal bool Takes(ReadOnlySpan<byte> line, out bool complete)
    {
        complete = false;
        if (Trace is not null ? !Trace.Takes(line) : !HasRoom || ErrorTime.Find(line) >= 0)
        {
            return false;
        }
        Add(line);
        complete = Trace?.IsComplete ?? (line.IndexOf("client: "u8) >= 0 && ErrorLineParser.TryParse(Text, out var record) && !record.Client.IsEmpty);
        return true;
    }
}
