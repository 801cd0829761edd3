namespace Gatemedic.Logs;

/// <summary>Counts lines of nginx's access log in one format.</summary>
internal sealed class AccessCounter(AccessFormat format, SurveyTables tables, LogWindow window, SourceTally tally)
{
    private readonly AccessLineScanner _scanner = new(format);
    private readonly AccessTime _time = new();
    private readonly bool _windowIsOpen = window == LogWindow.All;
    private long _second = -1;

    /// <summary>False when the line is not of the format.</summary>
    /// <param name="line">Without line feed.</param>
    /// <param name="weight">How many failures it stands for where routes are told; 0 leaves its route.</param>
    internal bool TryCount(ReadOnlySpan<byte> line, int weight)
    {
        if (!format.HasStatus || !_scanner.TryScan(line))
        {
            return false;
        }
        var values = _scanner.Values;
        long second = -1;
        if (format.HasTime)
        {
            if (!_time.TryRead(line[values[(int)AccessField.Time]], out var time))
            {
                return false;
            }
            if (!_windowIsOpen && !window.Has(time))
            {
                return true;
            }
            second = Math.Max(0, _time.Second);
            if (second != _second)
            {
                _second = second;
                tally.Span.Add(time);
            }
        }
        Count(line, values, second, weight);
        return true;
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
