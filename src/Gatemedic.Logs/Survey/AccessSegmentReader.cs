namespace Gatemedic.Logs;

/// <summary>Counts the lines of an nginx access log that start in a segment.</summary>
internal sealed class AccessSegmentReader(AccessFormat format, LogWindow window, SurveyTables tables, SourceTally tally) : ISegmentReader
{
    private readonly AccessLineScanner _scanner = new(format);
    private readonly AccessTime _time = new();

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        while (lines.Next())
        {
            ReadRecord(lines, segment);
        }
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        // No line belongs to the one before.
    }

    /// <inheritdoc/>
    public void ReadRecord(LineScanner lines, LogSegment segment)
    {
        tally.Lines++;
        var line = LogText.WithoutReturn(lines.Line);
        if (!format.HasStatus || !_scanner.TryScan(line))
        {
            tally.Unrecognised++;
            return;
        }
        var values = _scanner.Values;
        long second = -1;
        if (format.HasTime)
        {
            if (!_time.TryRead(line[values[(int)AccessField.Time]], out var time))
            {
                tally.Unrecognised++;
                return;
            }
            if (!window.Has(time))
            {
                return;
            }
            tally.Span.Add(time);
            second = _time.Second;
        }
        Count(line, values, second, RouteSample.Weight(lines.Offset));
    }

    private void Count(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, long second, int weight)
    {
        var status = tables.Status(UpstreamList.Status(line[values[(int)AccessField.Status]]));
        status.Add(second);
        var host = AccessRequest.Host(line, values);
        if (!host.IsEmpty)
        {
            tables.CountServer(host, status.IsFailure, second);
        }
        var peers = AccessRequest.Value(line, values, AccessField.Peers);
        if (!peers.IsEmpty)
        {
            tables.Peers.Add(peers, line[values[(int)AccessField.PeerStatuses]], line[values[(int)AccessField.ResponseTimes]], second);
        }
        int milliseconds = UpstreamList.Milliseconds(line[values[(int)AccessField.RequestTime]]);
        if (milliseconds >= 0)
        {
            tables.Latency.Add(milliseconds);
        }
        if (status.IsFailure && weight > 0)
        {
            tables.AccessRoutes.Add(host, AccessRequest.Target(line, values), status.Text, weight, Math.Max(0, second));
        }
    }
}
