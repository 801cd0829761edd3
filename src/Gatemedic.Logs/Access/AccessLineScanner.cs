namespace Gatemedic.Logs;

/// <summary>
/// Finds the values of a format's variables in a line. Text ends at the first place from which the rest of the line fits too, and never
/// goes past a quote that the escaping would have hidden.
/// </summary>
internal sealed class AccessLineScanner(AccessFormat format)
{
    // A hostile line could make every text try every end.
    private const int MostRetries = 256;

    private readonly AccessPiece[] _pieces = [.. format.Pieces];
    private readonly bool _json = format.Escape == "json";
    private readonly bool _raw = format.Escape == "none";

    // How many pieces it takes to have status and time, where no quote can stand in a value before them; 0 where they do not come early.
    private readonly int _head = HeadOf(format);
    private int _last = format.Pieces.Length;

    /// <summary>Range of each field, by <see cref="AccessField"/>; empty where the line or the format has none.</summary>
    internal Range[] Values { get; } = new Range[(int)AccessField.Count];

    internal bool TryScan(ReadOnlySpan<byte> line)
    {
        _last = _pieces.Length;
        return TryScanPieces(line);
    }

    /// <summary>
    /// Finds the values up to status and time and leaves the rest alone, which saves two thirds of the work; all of them where the format has
    /// these late. A line that has this start may still be none of the format.
    /// </summary>
    internal bool TryScanHead(ReadOnlySpan<byte> line)
    {
        _last = _head > 0 ? _head : _pieces.Length;
        return TryScanPieces(line);
    }

    /// <summary>The fields are among those that <see cref="TryScanHead"/> finds.</summary>
    internal bool HasEarly(AccessField[] fields) =>
        _head == 0 || fields.All(f => _pieces.Take(_head).Any(p => p.Field == f));

    private bool TryScanPieces(ReadOnlySpan<byte> line)
    {
        int budget = MostRetries;
        Array.Clear(Values);
        return line.StartsWith(format.Lead) && Fits(line, format.Lead.Length, 0, ref budget);
    }

    private bool Fits(ReadOnlySpan<byte> line, int at, int piece, ref int budget)
    {
        for (; piece < _last; piece++)
        {
            ref readonly var part = ref _pieces[piece];
            if (part.Shape == AccessShape.Text && part.After is not [(byte)'"', ..] && piece < _pieces.Length - 1)
            {
                return FitsText(line, at, piece, ref budget);
            }
            bool last = piece == _pieces.Length - 1;
            int end = part.Shape != AccessShape.Text ? part.End(line, at)
                : last ? line.Length - part.After.Length
                : _raw ? -2 : QuoteFrom(line, at);
            if (end == -2)
            {
                return FitsText(line, at, piece, ref budget);
            }
            if (end < at || !StandsAt(line, end, part.After)
                || (last && part.Shape == AccessShape.Text && !_raw && QuoteFrom(line[..end], at) != end))
            {
                return false;
            }
            Values[(int)part.Field] = at..end;
            at = end + part.After.Length;
        }
        return _last < _pieces.Length || at == line.Length;
    }

    private static int HeadOf(AccessFormat format)
    {
        int status = format.Pieces.ToList().FindIndex(p => p.Field == AccessField.Status), time = format.Pieces.ToList().FindIndex(p => p.Field == AccessField.Time);
        return format.Escape == "none" || status < 0 || time < 0 ? 0 : Math.Max(status, time) + 1;
    }

    private bool FitsText(ReadOnlySpan<byte> line, int at, int piece, ref int budget)
    {
        ref readonly var part = ref _pieces[piece];
        int limit = _raw ? line.Length : QuoteFrom(line, at);
        for (int end = at; ; end++)
        {
            int found = line[end..].IndexOf(part.After);
            end += found;
            if (found < 0 || end > limit || --budget < 0)
            {
                return false;
            }
            if (Fits(line, end + part.After.Length, piece + 1, ref budget))
            {
                Values[(int)part.Field] = at..end;
                return true;
            }
        }
    }

    // Where the first quote stands that is not part of a value; the line's end when there is none.
    private int QuoteFrom(ReadOnlySpan<byte> line, int at)
    {
        for (int from = at; ; from++)
        {
            int found = _json ? line[from..].IndexOfAny((byte)'"', (byte)'\\') : line[from..].IndexOf((byte)'"');
            if (found < 0)
            {
                return line.Length;
            }
            from += found;
            if (line[from] == '"')
            {
                return from;
            }
            if (++from >= line.Length)
            {
                return line.Length;
            }
        }
    }

    // Most literals are one or two bytes, which are compared sooner than a call is made.
    private static bool StandsAt(ReadOnlySpan<byte> line, int at, byte[] literal)
    {
        if (literal.Length > line.Length - at)
        {
            return false;
        }
        return literal.Length switch
        {
            1 => line[at] == literal[0],
            2 => line[at] == literal[0] && line[at + 1] == literal[1],
            _ => line[at..].StartsWith(literal),
        };
    }
}
