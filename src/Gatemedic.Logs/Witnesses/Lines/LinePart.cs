using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>Reads one part of a template; gives its length, or -1 when it does not stand there.</summary>
internal static class LinePart
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/@:+"u8);

    // A name of a program or container is shorter.
    private const int LongestName = 128;

    internal static int Read(char kind, ReadOnlySpan<byte> text, ref LineHead head)
    {
        switch (kind)
        {
            case 'Y': return Digits(text, 4, 4, out head.Time.Year);
            case 'm': return Digits(text, 2, 2, out head.Time.Month);
            case 'd': return Day(text, out head.Time.Day);
            case 'b': return Month(text, out head.Time.Month);
            case 'a': return Letters(text) == 3 ? 3 : -1;
            case 'T': return OfDay(text, ref head.Time);
            case 'f': return Fraction(text, out head.Time.Ticks);
            case 'z': return Zone(text, out head.Time.Offset);
            case 'Z': return ZoneName(text, out head.Time.Offset);
            case 'E': return Epoch(text, out head.Time.Epoch);
            case 'P': return Digits(text, 1, 3, out head.Priority);
            case 'p': return Pid(text, out head.Pid);
            case 'i': return Digits(text, 1, 18, out _);
            case 's': return Blanks(text);
            case 'L':
                int letters = Letters(text);
                head.Level = text[..letters];
                return letters is > 0 and <= 12 ? letters : -1;
            case 'u':
                int unit = Name(text);
                head.Unit = text[..Math.Max(unit, 0)];
                return unit;
            case 't': return Tag(text, ref head);
            default:
                int word = text[..Math.Min(text.Length, 2 * LongestName)].IndexOfAny(" ]|"u8);
                return word > 0 ? word : -1;
        }
    }

    private static int Digits(ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        int length = 0;
        long number = 0;
        for (; length < text.Length && length < most && char.IsAsciiDigit((char)text[length]); length++)
        {
            number = number * 10 + (text[length] - '0');
        }
        value = (int)Math.Min(number, int.MaxValue);
        return length >= least ? length : -1;
    }

    private static int Day(ReadOnlySpan<byte> text, out int day)
    {
        int blank = text is [(byte)' ', ..] ? 1 : 0;
        int length = Digits(text[blank..], 1, 2, out day);
        return length < 0 ? -1 : blank + length;
    }

    private static int Month(ReadOnlySpan<byte> text, out int month)
    {
        month = 0;
        int at = text.Length < 3 ? -1 : "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(text[..3]);
        month = at < 0 || at % 3 != 0 ? 0 : at / 3 + 1;
        return month == 0 ? -1 : 3;
    }

    private static int OfDay(ReadOnlySpan<byte> text, ref WrittenTime time) =>
        text.Length >= 8 && text[2] == ':' && text[5] == ':' && Digits(text, 2, 2, out time.Hour) == 2
            && Digits(text[3..], 2, 2, out time.Minute) == 2 && Digits(text[6..], 2, 2, out time.Second) == 2 ? 8 : -1;

    private static int Fraction(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text is not [(byte)'.' or (byte)',', ..])
        {
            return 0;
        }
        int length = 1;
        for (long scale = TimeSpan.TicksPerSecond / 10; length < text.Length && char.IsAsciiDigit((char)text[length]); length++, scale /= 10)
        {
            ticks += scale * (text[length] - '0');
        }
        return length > 1 ? length : -1;
    }

    private static int Zone(ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        offset = TimeSpan.Zero;
        if (text is [(byte)'Z', ..])
        {
            return 1;
        }
        if (text.Length < 5 || text[0] is not ((byte)'+' or (byte)'-') || Digits(text[1..], 2, 2, out int hours) < 0)
        {
            return -1;
        }
        int colon = text[3] == ':' ? 1 : 0;
        if (Digits(text[(3 + colon)..], 2, 2, out int minutes) < 0 || hours > 13 || minutes > 59)
        {
            return -1;
        }
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return 5 + colon;
    }

    // Only the name that needs no table of zones; another leaves the zone to the log's.
    private static int ZoneName(ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        int length = Name(text);
        offset = length == 3 && (text.StartsWith("UTC"u8) || text.StartsWith("GMT"u8)) ? TimeSpan.Zero : null;
        return length;
    }

    private static int Epoch(ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        int length = Digits(text, 9, 10, out int seconds);
        time = length < 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds);
        int fraction = length < 0 ? -1 : Fraction(text[length..], out long ticks) is >= 0 and var more ? Add(ref time, ticks, more) : -1;
        return fraction < 0 ? -1 : length + fraction;

        static int Add(ref DateTimeOffset? time, long ticks, int length)
        {
            time += TimeSpan.FromTicks(ticks);
            return length;
        }
    }

    private static int Pid(ReadOnlySpan<byte> text, out int? pid)
    {
        int length = Digits(text, 1, 10, out int number);
        pid = length < 0 ? null : number;
        return length;
    }

    private static int Tag(ReadOnlySpan<byte> text, ref LineHead head)
    {
        int length = text[..Math.Min(text.Length, LongestName)].IndexOfAny(" :[("u8);
        if (length <= 0)
        {
            return -1;
        }
        head.Program = text[..length];
        if (text[length] != '[')
        {
            return length;
        }
        int digits = Pid(text[(length + 1)..], out var pid);
        if (digits < 0 || length + 1 + digits >= text.Length || text[length + 1 + digits] != ']')
        {
            return -1;
        }
        head.Pid = pid;
        return length + digits + 2;
    }

    private static int Name(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(NameBytes);
        length = length < 0 ? text.Length : length;
        return length is > 0 and <= LongestName ? length : -1;
    }

    private static int Letters(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && length < 16 && char.IsAsciiLetter((char)text[length]))
        {
            length++;
        }
        return length;
    }

    private static int Blanks(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return length < 0 ? text.Length : length;
    }
}
