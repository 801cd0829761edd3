namespace Gatemedic.Logs;

/// <summary>Counts the lines of an nginx access log that start in a segment.</summary>
internal sealed class AccessSegmentReader(LogSource source, SurveyTables tables, SurveyOrder order, SourceTally tally) : ISegmentReader
{
    private readonly AccessCounter _counter = new(source, source.Format!, tables, order, tally);

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        while (lines.Next())
        {
            tally.Lines++;
            var place = new LinePlace(lines.Offset, segment.IsHead ? lines.Number : 0);
            tally.Unrecognised += _counter.TryCount(LogText.WithoutReturn(lines.Line), place, RouteSample.Weight(lines.Offset)) ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        // No line belongs to the one before.
    }
}
