namespace Gatemedic.Logs;

/// <summary>Counts the lines of an nginx access log that start in a segment.</summary>
internal sealed class AccessSegmentReader(AccessFormat format, LogWindow window, SurveyTables tables, SourceTally tally) : ISegmentReader
{
    private readonly AccessCounter _counter = new(format, tables, window, tally);

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        while (lines.Next())
        {
            tally.Lines++;
            tally.Unrecognised += _counter.TryCount(LogText.WithoutReturn(lines.Line), RouteSample.Weight(lines.Offset)) ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        // No line belongs to the one before.
    }
}
