using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>A variable of a log format and the literal after it.</summary>
internal readonly record struct AccessPiece(AccessField Field, AccessShape Shape, byte[] After)
{
    /// <summary>A value of this shape would not end before the literal; it is looked for as text then.</summary>
    internal bool Swallows => After.Length > 0 && Shape switch
    {
        AccessShape.Number => NumberBytes.Contains(After[0]),
        AccessShape.Host => !"/ ,\""u8.Contains(After[0]),
        AccessShape.List => IsOfAddress(After[0]),
        _ => false,
    };

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.-"u8);

    private const int LocalTimeLength = 26;
    private const int IsoTimeLength = 25;

    /// <summary>Where the value that starts at <paramref name="at"/> ends; -1 when none of this shape stands there. Not for text.</summary>
    internal int End(ReadOnlySpan<byte> line, int at)
    {
        var rest = line[at..];
        return Shape switch
        {
            AccessShape.Status => rest.Length >= 3 && rest[..3].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? at + 3 : -1,
            AccessShape.Number => at + Run(rest.IndexOfAnyExcept(NumberBytes), rest),
            AccessShape.Host => at + Run(rest.IndexOfAny("/ ,\""u8), rest),
            AccessShape.LocalTime => rest.Length >= LocalTimeLength && rest[2] == '/' && rest[6] == '/' && rest[20] == ' ' ? at + LocalTimeLength : -1,
            AccessShape.Rest => line.Length,
            AccessShape.IsoTime => rest.Length >= IsoTimeLength && rest[4] == '-' && rest[10] == 'T' ? at + IsoTimeLength : -1,
            _ => at + ListLength(rest),
        };
    }

    // ngx_http_upstream.c joins the tries of one proxying with ", " and the next round with " : ".
    private int ListLength(ReadOnlySpan<byte> rest)
    {
        int at = 0;
        while (true)
        {
            at += Run(rest[at..].IndexOfAny((byte)' ', (byte)',', (byte)'"'), rest[at..], Delimiter);
            if (rest[at..].StartsWith(", "u8))
            {
                at += 2;
            }
            else if (rest[at..].StartsWith(" : "u8))
            {
                at += 3;
            }
            else
            {
                return at;
            }
        }
    }

    // A literal such as "|" or "\t" ends an item too; a letter, digit or mark of an address does not.
    private int Delimiter { get; } =
        After.Length > 0 && !IsOfAddress(After[0]) && !" ,\""u8.Contains(After[0]) ? After[0] : -1;

    private static bool IsOfAddress(byte mark) => char.IsAsciiLetterOrDigit((char)mark) || ".:-/[]_"u8.Contains(mark);

    private static int Run(int found, ReadOnlySpan<byte> rest, int delimiter = -1)
    {
        int length = found < 0 ? rest.Length : found;
        int early = delimiter < 0 ? -1 : rest[..length].IndexOf((byte)delimiter);
        return early < 0 ? length : early;
    }
}
