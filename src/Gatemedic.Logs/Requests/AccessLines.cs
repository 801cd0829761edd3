namespace Gatemedic.Logs;

/// <summary>The lines of one access log that have a status and a time.</summary>
internal sealed class AccessLines : ITimedLines
{
    private readonly AccessLineScanner _scanner;
    private readonly AccessTime _time = new();
    private readonly LineScanner _lines;
    private readonly LogWindow _window;

    /// <param name="source">The log; its format is known.</param>
    /// <param name="log">Its number.</param>
    /// <param name="window">Lines outside are passed over.</param>
    /// <param name="stop">Ends the reading early.</param>
    internal AccessLines(LogSource source, int log, LogWindow window, CancellationToken stop)
    {
        Format = source.Format!;
        Log = log;
        Key = RequestKeys.Of(Format);
        _scanner = new AccessLineScanner(Format);
        _lines = LogLines.Open(source, window, stop);
        _window = window;
    }

    public long Time => LocalTime.ToUnixTimeMilliseconds();

    /// <summary>When the request ended, in the zone that the line tells.</summary>
    internal DateTimeOffset LocalTime { get; private set; }

    internal AccessFormat Format { get; }

    internal int Log { get; }

    internal RequestKey Key { get; }

    internal int Status { get; private set; }

    internal ReadOnlySpan<byte> Line => LogText.WithoutReturn(_lines.Line);

    internal Range[] Values => _scanner.Values;

    internal AccessView View => new() { Line = Line, Values = Values, Format = Format, Status = Status, Time = LocalTime, Log = Log, Place = _lines.Place };

    public bool Next()
    {
        while (_lines.Next())
        {
            if (_scanner.TryScan(Line) && _time.TryRead(Line[Values[(int)AccessField.Time]], out var time) && _window.Has(time))
            {
                LocalTime = time;
                Status = (int)LogText.Number(Line[Values[(int)AccessField.Status]], out _);
                return true;
            }
        }
        return false;
    }
}
