namespace Gatemedic.Logs;

/// <summary>Counts lines of nginx's access log in one format.</summary>
internal sealed class AccessCounter(LogSource source, AccessFormat format, SurveyTables tables, SurveyOrder order, SourceTally tally)
{
    private readonly AccessLineScanner _scanner = new(format);
    private readonly AccessTime _time = new();
    private readonly AccessVerdict? _verdict = order.Judges && format.HasTime ? new(source) : null;
    private readonly bool _windowIsOpen = order.Window == LogWindow.All;
    private long _second = -1;

    /// <summary>False when the line is not of the format.</summary>
    /// <param name="line">Without line feed.</param>
    /// <param name="place">Where it stands; its number is 0 where it is not known yet.</param>
    /// <param name="weight">How many failures it stands for where routes are told; 0 leaves its route.</param>
    internal bool TryCount(ReadOnlySpan<byte> line, LinePlace place, int weight)
    {
        if (!format.HasStatus || !_scanner.TryScan(line))
        {
            return false;
        }
        var values = _scanner.Values;
        long second = -1;
        DateTimeOffset time = default;
        if (format.HasTime)
        {
            if (!_time.TryRead(line[values[(int)AccessField.Time]], out time))
            {
                return false;
            }
            if (!_windowIsOpen && !order.Window.Has(time))
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
        if (order.Filter?.TakesAccess(line, values) == false)
        {
            return true;
        }
        int status = UpstreamList.Status(line[values[(int)AccessField.Status]]);
        Count(line, values, tables.Status(status), second, weight);
        if (_verdict is not null && status is 499 or 500 or 502 or 503 or 504 or 9)
        {
            var view = new AccessView { Line = line, Values = values, Format = format, Status = status, Time = time, Log = 0, Place = place };
            _verdict.Count(view, tables.Reasons);
        }
        return true;
    }

    private void Count(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, StatusTally status, long second, int weight)
    {
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
