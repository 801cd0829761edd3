namespace Gatemedic.Logs;

/// <summary>Counts the records of an nginx error log that start in a segment.</summary>
internal sealed class ErrorSegmentReader(TimeZoneInfo zone, LogWindow window, SurveyTables tables, SourceTally tally) : ISegmentReader
{
    private readonly ErrorRecordReader _records = new(zone);
    private readonly bool _windowIsOpen = window == LogWindow.All;
    private long _second = -1;

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        // Lines before the first record belong to the last record of the segment before.
        bool more = lines.Next();
        while (more && !first && ErrorTime.Find(lines.Line) < 0)
        {
            more = lines.Next();
        }
        for (; more; more = lines.Next())
        {
            ReadRecord(lines, segment);
        }
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        while (lines.NextBeyond() && ErrorTime.Find(lines.Line) < 0)
        {
            tally.Lines++;
            tally.Unrecognised++;
        }
    }

    /// <inheritdoc/>
    public void ReadRecord(LineScanner lines, LogSegment segment)
    {
        int weight = RouteSample.Weight(lines.Offset);
        bool read = _records.TryRead(lines, brief: weight == 0, out var line, out var phrase);
        tally.Lines += 1 + _records.Joined;
        if (!read)
        {
            tally.Unrecognised++;
            return;
        }
        if (!_windowIsOpen && !window.Has(_records.Time))
        {
            return;
        }
        long second = Math.Max(0, _records.Second);
        if (second != _second)
        {
            _second = second;
            tally.Span.Add(_records.Time);
        }
        var shape = tables.Shapes.Of(phrase, line.HasContext);
        if (tables.Errors.Add(line, shape, ErrorRecordReader.Kept(lines), second, lines, segment) is { } group)
        {
            group.Times.Add((uint)second);
        }
        if (weight > 0 && shape.Fails is { } status)
        {
            var host = line.Host.IsEmpty ? line.Server : line.Host;
            tables.ErrorRoutes.Add(host, RequestLine.Target(line.Request), status, weight, second);
        }
    }
}
