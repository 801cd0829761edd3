namespace Gatemedic.Logs;

/// <summary>Reads the record that starts with the current line of a scanner, and the lines that belong to it.</summary>
internal sealed class ErrorRecordReader(TimeZoneInfo zone)
{
    private readonly ErrorTime _time = new(zone);

    /// <summary>Time of the record read last.</summary>
    internal DateTimeOffset Time => _time.Last;

    /// <summary>The same in seconds since 1970.</summary>
    internal long Second => _time.Second;

    /// <summary>Both.</summary>
    internal LogMoment Moment => new(_time.Last, Math.Max(0, _time.Second));

    /// <summary>Lines beyond the first that the record read last has.</summary>
    internal int Joined { get; private set; }

    /// <summary>The time of a line that starts a record.</summary>
    internal bool TimeOf(ReadOnlySpan<byte> line, out DateTimeOffset time)
    {
        time = default;
        int start = ErrorTime.Find(line);
        return start >= 0 && _time.TryRead(line[start..], out time);
    }

    /// <summary>False when the current line starts no record.</summary>
    /// <param name="lines">Stands on the line.</param>
    /// <param name="brief">The host is not wanted.</param>
    /// <param name="line">Head and context.</param>
    /// <param name="phrase">What stands between them.</param>
    internal bool TryRead(LineScanner lines, bool brief, out ErrorLine line, out ReadOnlySpan<byte> phrase)
    {
        Joined = 0;
        int start = ErrorTime.Find(lines.Line);
        if (start < 0 || !_time.TryRead(lines.Line[start..], out _) || !ErrorLineParser.TryOutline(Kept(lines)[start..], brief, out line, out phrase))
        {
            line = default;
            phrase = default;
            return false;
        }
        if (line.Client.IsEmpty)
        {
            // Looking ahead can move the buffer, so the record is taken apart anew.
            Joined = Join(lines, start);
            _ = ErrorLineParser.TryOutline(Kept(lines)[start..], brief, out line, out phrase);
        }
        return true;
    }

    /// <summary>The current record as it is kept.</summary>
    internal static ReadOnlySpan<byte> Kept(LineScanner lines)
    {
        var line = LogText.WithoutReturn(lines.Line);
        return line[..Math.Min(line.Length, NewestLines.LineLimit)];
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
                && ErrorLineParser.TryOutline(Kept(lines)[start..], brief: true, out var line, out _) && !line.Client.IsEmpty)
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
}
