namespace Gatemedic.Logs;

/// <summary>The records of one error log that say why a request failed.</summary>
internal sealed class ErrorLines : ITimedLines
{
    private readonly PhraseReasons _reasons = new();
    private readonly LineScanner _lines;
    private readonly ErrorTime _time;
    private readonly LogWindow _window;
    private readonly int _log;
    private ErrorEntry _entry;

    /// <param name="source">The log.</param>
    /// <param name="log">Its number.</param>
    /// <param name="window">The time that matters; records a little before it may belong to requests within.</param>
    /// <param name="stop">Ends the reading early.</param>
    internal ErrorLines(LogSource source, int log, LogWindow window, CancellationToken stop)
    {
        _lines = LogLines.Open(source, window, stop);
        _time = new ErrorTime(source.Zone);
        _window = window;
        _log = log;
    }

    public long Time => _entry.Second * 1000;

    internal ref readonly ErrorEntry Entry => ref _entry;

    /// <summary>The record's bytes, from its time on.</summary>
    internal ReadOnlySpan<byte> Record => Kept(_lines.Line[ErrorTime.Find(_lines.Line)..]);

    public bool Next()
    {
        while (_lines.Next())
        {
            int start = ErrorTime.Find(_lines.Line);
            if (start >= 0 && _time.TryRead(_lines.Line[start..], out var time) && _window.Has(time) && TryRead(Kept(_lines.Line[start..]), time))
            {
                return true;
            }
        }
        return false;
    }

    private bool TryRead(ReadOnlySpan<byte> record, DateTimeOffset time)
    {
        if (!ErrorLineParser.TryOutline(record, brief: false, out var line, out var phrase) || line.Client.IsEmpty || line.Request.IsEmpty)
        {
            return false;
        }
        UpstreamPeer.Split(line.Upstream, out _, out var peer);
        int reason = _reasons.Find(phrase, line, peer.StartsWith("unix:"u8));
        if (reason < 0)
        {
            return false;
        }
        _entry = new ErrorEntry
        {
            Second = time.ToUnixTimeSeconds(),
            Pid = line.Pid,
            Connection = line.Connection ?? -1,
            Reason = reason,
            Log = _log,
            Offset = _lines.Offset,
            Number = _lines.Number,
            // 2048 bytes with the line feed.
            IsCut = record.Length >= NewestLines.LineLimit - 1,
            Message = Place(record, phrase),
            Client = Place(record, line.Client),
            Server = Place(record, line.Server),
            Request = Place(record, line.Request),
            Subrequest = Place(record, line.Subrequest),
            Peer = Place(record, peer),
            Host = Place(record, line.Host),
        };
        return true;
    }

    private static ReadOnlySpan<byte> Kept(ReadOnlySpan<byte> record) =>
        LogText.WithoutReturn(record[..Math.Min(record.Length, NewestLines.LineLimit)]);

    private static Range Place(ReadOnlySpan<byte> record, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty || !record.Overlaps(part, out int start))
        {
            return default;
        }
        return start..(start + part.Length);
    }
}
