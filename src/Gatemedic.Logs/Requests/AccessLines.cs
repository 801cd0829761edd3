namespace Gatemedic.Logs;

/// <summary>The lines of one access log that have a status and a time.</summary>
internal sealed class AccessLines : ITimedLines
{
    private readonly AccessLineScanner _scanner;
    private readonly AccessTime _time = new();
    private readonly LineScanner _lines;
    private readonly LogWindow _window;
    private readonly byte[] _text = new byte[8 << 10];

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
        HasKeyEarly = _scanner.HasEarly(Key switch
        {
            RequestKey.Connection => [AccessField.Connection],
            RequestKey.ClientAndTarget => [AccessField.Client, Format.Has(AccessField.Request) ? AccessField.Request : AccessField.RequestUri],
            RequestKey.Target => [Format.Has(AccessField.Request) ? AccessField.Request : AccessField.RequestUri],
            RequestKey.Client => [AccessField.Client],
            _ => [],
        });
        _lines = LogLines.Open(source, window, stop);
        _window = window;
    }

    public long Time => _time.Second * 1000;

    /// <summary>When the request ended, in the zone that the line tells.</summary>
    internal DateTimeOffset LocalTime { get; private set; }

    internal AccessFormat Format { get; }

    internal int Log { get; }

    internal RequestKey Key { get; }

    /// <summary>What the key is made of is among the values that are found at once.</summary>
    internal bool HasKeyEarly { get; }

    internal int Status { get; private set; }

    internal ReadOnlySpan<byte> Line => LogText.WithoutReturn(_lines.Line);

    internal Range[] Values => _scanner.Values;

    internal AccessView View => new() { Line = Line, Values = Values, Format = Format, Status = Status, Time = LocalTime, Log = Log, Place = _lines.Place };

    /// <summary>A try that nginx failed may be told; where no statuses of tries are, that is not known.</summary>
    internal bool MayTellFailedTry => Format.HasPeerStatuses && _scanner.Values[(int)AccessField.Status].End.Value is var end
        && (Line[end..].IndexOf("502"u8) >= 0 || Line[end..].IndexOf("504"u8) >= 0 || _scanner.Values[(int)AccessField.PeerStatuses].End.Value > 0);

    /// <summary>The hash of the line's key, before the line is taken apart.</summary>
    internal int KeyHash
    {
        get
        {
            var request = AccessRequest.Value(Line, Values, AccessField.Request);
            bool isLine = !request.IsEmpty;
            request = isLine ? request : AccessRequest.Value(Line, Values, AccessField.RequestUri);
            if (request.Contains((byte)'\\'))
            {
                request = _text.AsSpan(0, RequestText.Unescape(request, Format.Escape, _text));
            }
            long connection = LogText.Number(AccessRequest.Value(Line, Values, AccessField.Connection), out _);
            return RequestKeys.Hash(Key, connection, AccessRequest.Value(Line, Values, AccessField.Client), isLine ? RequestText.Target(request) : request);
        }
    }

    /// <summary>Finds the values that were left alone so far; false when the line is none of the format.</summary>
    internal bool TryScanAll() => _scanner.TryScan(Line);

    /// <summary>Goes to the next line that has a status and a time; its other values are found by <see cref="TryScanAll"/>.</summary>
    public bool Next()
    {
        while (_lines.Next())
        {
            if (_scanner.TryScanHead(Line) && _time.TryRead(Line[Values[(int)AccessField.Time]], out var time) && _window.Has(time))
            {
                LocalTime = time;
                Status = (int)LogText.Number(Line[Values[(int)AccessField.Status]], out _);
                return true;
            }
        }
        return false;
    }
}
