namespace Gatemedic.Logs;

/// <summary>Reads the wanted part of an access log into groups and paths.</summary>
internal sealed class AccessLogReader(AccessFormat format, LogReading reading)
{
    private readonly AccessLineScanner _scanner = new(format);
    private readonly AccessTime _time = new();
    private readonly AccessTable _table = new(format);
    private readonly PathTable _paths = new();
    private readonly LogSpan _span = new();

    internal bool TimeOf(ReadOnlySpan<byte> line, out DateTimeOffset time)
    {
        time = default;
        line = LogText.WithoutReturn(line);
        return _scanner.TryScan(line) && _time.TryRead(line[_scanner.Values[(int)AccessField.Time]], out time);
    }

    internal LogSummary Read(LineScanner lines)
    {
        long count = 0, unrecognised = 0;
        var segment = new LogSegment(reading.Name, 0, lines.Log) { FirstLine = 1 };
        while (lines.Next())
        {
            count++;
            unrecognised += Read(LogText.WithoutReturn(lines.Line), lines.Place, segment) ? 0 : 1;
        }
        return Summary(count, unrecognised);
    }

    /// <summary>What was read so far.</summary>
    internal LogSummary Summary(long lines, long unrecognised) => new()
    {
        Accesses = _table.Groups(),
        Paths = _paths.Records(),
        Lines = lines,
        Unrecognised = unrecognised,
        From = _span.From,
        To = _span.To,
        Dropped = _table.Dropped + _paths.Dropped,
    };

    /// <summary>Takes one line without its end; false when it is none of the format.</summary>
    internal bool Read(ReadOnlySpan<byte> line, LinePlace place, LogSegment segment)
    {
        DateTimeOffset time = default;
        if (!format.HasStatus || (format.HasTime ? !TimeOf(line, out time) : !_scanner.TryScan(line)))
        {
            return false;
        }
        if (time < reading.Since)
        {
            return true;
        }
        var values = _scanner.Values;
        int status = (int)LogText.Number(line[values[(int)AccessField.Status]], out _);
        if (format.HasTime)
        {
            _span.Add(time);
        }
        _table.Add(line, status, time, values, place, segment);
        _paths.Add(AccessRequest.Path(line, values), AccessRequest.Host(line, values), status, time);
        return true;
    }
}
