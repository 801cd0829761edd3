namespace Gatemedic.Logs;

/// <summary>Reads the wanted part of an error log into groups.</summary>
internal sealed class ErrorLogReader(LogReading reading)
{
    private readonly ErrorTime _time = new(reading.Zone);
    private readonly LogSegment _segment = new(reading.Name, 0) { FirstLine = 1 };
    private readonly ErrorShapes _shapes = new();
    private readonly ErrorTable _table = new();
    private readonly LogSpan _span = new();
    private long _lines;
    private long _unrecognised;

    internal bool TimeOf(ReadOnlySpan<byte> line, out DateTimeOffset time)
    {
        time = default;
        int start = ErrorTime.Find(line);
        return start >= 0 && _time.TryRead(line[start..], out time);
    }

    internal LogSummary Read(LineScanner lines)
    {
        while (lines.Next())
        {
            _lines++;
            ReadRecord(lines);
        }
        return new LogSummary
        {
            Errors = _table.Groups(reading.Zone),
            Lines = _lines,
            Unrecognised = _unrecognised,
            From = _span.From,
            To = _span.To,
            Dropped = _table.Dropped,
        };
    }

    private void ReadRecord(LineScanner lines)
    {
        int start = ErrorTime.Find(lines.Line);
        if (start < 0 || !_time.TryRead(lines.Line[start..], out var time) || !ErrorLineParser.TryOutline(Kept(lines)[start..], out var line, out var phrase))
        {
            _unrecognised++;
            return;
        }
        if (line.Client.IsEmpty)
        {
            // Looking ahead can move the buffer, so the record is taken apart anew.
            _lines += Join(lines, start);
            _ = ErrorLineParser.TryOutline(Kept(lines)[start..], out line, out phrase);
        }
        if (time < reading.Since)
        {
            return;
        }
        _span.Add(time);
        _table.Add(line, _shapes.Of(phrase, line.HasContext), Kept(lines), _time.Second, lines, _segment);
    }

    // Text of an application may hold line feeds, and the context follows its last line. Lines without a time are joined
    // until the context is found; where there is none they were no part of the record.
    private static int Join(LineScanner lines, int start)
    {
        int alone = lines.Line.Length;
        for (int joined = 1; lines.Line.Length < NewestLines.LineLimit; joined++)
        {
            int before = lines.Line.Length;
            var next = lines.Peek(ErrorTime.Reach);
            if (ErrorTime.Find(next) >= 0 || !lines.Extend())
            {
                break;
            }
            if (lines.Line[before..].IndexOf("client: "u8) >= 0
                && ErrorLineParser.TryOutline(Kept(lines)[start..], out var line, out _) && !line.Client.IsEmpty)
            {
                return joined;
            }
        }
        if (lines.Line.Length > alone)
        {
            lines.Retract(alone);
        }
        return 0;
    }

    private static ReadOnlySpan<byte> Kept(LineScanner lines)
    {
        var line = LogText.WithoutReturn(lines.Line);
        return line[..Math.Min(line.Length, NewestLines.LineLimit)];
    }
}
