namespace Gatemedic.Logs;

/// <summary>Counts the records of an nginx error log that start in a segment.</summary>
internal sealed class ErrorSegmentReader(TimeZoneInfo zone, SurveyTables tables, SurveyOrder order, SourceTally tally) : ISegmentReader
{
    private readonly ErrorRecordReader _records = new(zone);
    private readonly ErrorCounter _counter = new(tables, order, tally);
    private bool _hasRecord;

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        // Lines before the first record belong to the last record of the segment before.
        bool more = lines.Next();
        while (more && !first && ErrorTime.Find(lines.Line) < 0)
        {
            more = lines.Next();
        }
        _hasRecord = more;
        for (; more; more = lines.Next())
        {
            ReadRecord(lines, segment);
        }
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        while (_hasRecord && lines.NextBeyond() && ErrorTime.Find(lines.Line) < 0)
        {
            tally.Lines++;
            tally.Unrecognised++;
        }
    }

    private void ReadRecord(LineScanner lines, LogSegment segment)
    {
        int weight = RouteSample.Weight(lines.Offset);
        bool read = _records.TryRead(lines, brief: weight == 0 && order.Filter is null, out var line, out var phrase);
        tally.Lines += 1 + _records.Joined;
        if (!read)
        {
            tally.Unrecognised++;
            return;
        }
        _counter.Count(line, phrase, ErrorRecordReader.Kept(lines), _records.Moment, lines.Place, segment, weight);
    }
}
