namespace Gatemedic.Logs;

/// <summary>Counts the records of an nginx error log that start in a segment.</summary>
internal sealed class ErrorSegmentReader(TimeZoneInfo zone, LogWindow window, SurveyTables tables, SourceTally tally) : ISegmentReader
{
    private readonly ErrorRecordReader _records = new(zone);

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
        bool read = _records.TryRead(lines, out var line, out var phrase);
        tally.Lines += 1 + _records.Joined;
        if (!read)
        {
            tally.Unrecognised++;
            return;
        }
        if (!window.Has(_records.Time))
        {
            return;
        }
        long second = Math.Max(0, _records.Second);
        tally.Span.Add(_records.Time);
        var shape = tables.Shapes.Of(phrase, line.HasContext);
        if (tables.Errors.Add(line, shape, ErrorRecordReader.Kept(lines), second, lines, segment) is { } group)
        {
            group.Times.Add((uint)second);
        }
        if (shape.Fails is { } status && RouteSample.Weight(lines.Offset) is > 0 and var weight)
        {
            var host = line.Host.IsEmpty ? line.Server : line.Host;
            tables.ErrorRoutes.Add(host, RequestLine.Target(line.Request), status, weight, second);
        }
    }
}
