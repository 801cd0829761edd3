namespace Gatemedic.Logs;

/// <summary>Reads the wanted part of an error log into groups.</summary>
internal sealed class ErrorLogReader(LogReading reading)
{
    private readonly ErrorRecordReader _records = new(reading.Zone);
    private readonly ErrorShapes _shapes = new();
    private readonly ErrorTable _table = new();
    private readonly LogSpan _span = new();
    private long _lines;
    private long _unrecognised;

    internal bool TimeOf(ReadOnlySpan<byte> line, out DateTimeOffset time) => _records.TimeOf(line, out time);

    internal LogSummary Read(LineScanner lines)
    {
        var segment = new LogSegment(reading.Name, 0, lines.Log) { FirstLine = 1 };
        while (lines.Next())
        {
            ReadRecord(lines, segment);
            _lines += 1 + _records.Joined;
        }
        return new LogSummary
        {
            Errors = _table.Groups(reading.Zone),
            Lines = _lines,
            Unrecognised = _unrecognised,
            From = _span.From,
            To = _span.To,
            Dropped = _table.Dropped,
        };
    }

    private void ReadRecord(LineScanner lines, LogSegment segment)
    {
        if (!_records.TryRead(lines, brief: false, out var line, out var phrase))
        {
            _unrecognised++;
            return;
        }
        if (_records.Time < reading.Since)
        {
            return;
        }
        _span.Add(_records.Time);
        _table.Add(line, _shapes.Of(phrase, line.HasContext), ErrorRecordReader.Kept(lines), _records.Second, lines.Place, segment);
    }
}
