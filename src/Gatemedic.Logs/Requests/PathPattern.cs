using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>Turns the path of a request into the route that it stands for: segments that are numbers or ids become "*", arguments are dropped.</summary>
internal static class PathPattern
{
    private const int ShortestHex = 8;
    private const int ShortestToken = 16;
    private const int LongestExtension = 5;
    private const int LongestName = 1024;
    private const int IdDigits = 5;

    // Without one of these a segment stands for itself; most are such.
    private static readonly SearchValues<byte> Telling = SearchValues.Create("0123456789@%;"u8);

    // What a byte counts as, sixteen bits each: digit, hexadecimal, letter, mark. One look and one addition a byte.
    private static readonly ulong[] Weights = WeightsOfBytes();

    /// <summary>Writes the pattern and returns its length; never more than the path's. What finds no room in <paramref name="pattern"/> is dropped.</summary>
    /// <param name="path">A path as it stands in a log, with or without arguments.</param>
    /// <param name="pattern">Where to.</param>
    internal static int Write(ReadOnlySpan<byte> path, Span<byte> pattern)
    {
        int arguments = path.IndexOfAny((byte)'?', (byte)'#');
        path = arguments < 0 ? path : path[..arguments];
        int length = 0;
        while (true)
        {
            int slash = path.IndexOf((byte)'/');
            length += Segment(slash < 0 ? path : path[..slash], pattern[length..]);
            if (slash < 0 || length == pattern.Length)
            {
                return length;
            }
            pattern[length++] = (byte)'/';
            path = path[(slash + 1)..];
        }
    }

    private static int Segment(ReadOnlySpan<byte> segment, Span<byte> pattern)
    {
        if (segment.IndexOfAny(Telling) < 0)
        {
            return Copy(segment, pattern);
        }
        // Parameters of a segment: ";jsessionid=...".
        int parameters = segment.IndexOf((byte)';');
        segment = parameters < 0 ? segment : segment[..parameters];
        int dot = segment.LastIndexOf((byte)'.');
        bool extended = dot > 0 && !IsMailAddress(segment) && IsExtension(segment[(dot + 1)..]);
        var name = extended ? segment[..dot] : segment;
        if (!IsVariable(name))
        {
            return Copy(segment, pattern);
        }
        int star = Copy("*"u8, pattern);
        return star + (extended ? Copy(segment[dot..], pattern[star..]) : 0);
    }

    private static bool IsVariable(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName || IsMailAddress(name))
        {
            return true;
        }
        ulong weights = 0;
        foreach (byte b in name)
        {
            weights += Weights[b];
        }
        int digits = (ushort)weights, hex = (ushort)(weights >> 16), letters = (ushort)(weights >> 32), marks = (ushort)(weights >> 48);
        if (digits == 0 || digits + letters + marks != name.Length)
        {
            return false;
        }
        // 2026-10-03, 12.5 and 1,2,3 are numbers too; ids are hexadecimal, in groups or not, or long and mixed.
        return letters == 0
            || (hex + marks == name.Length && hex >= ShortestHex && marks <= hex / 4)
            || (digits >= IdDigits && HasId(name))
            || (name.Length >= ShortestToken && digits >= 2 && marks <= 3 && !ReadsLikeWords(name));
    }

    // "blue-lamp-7579624": a long number in a name is an id, and the words are its title.
    private static bool HasId(ReadOnlySpan<byte> name)
    {
        int run = 0;
        foreach (byte b in name)
        {
            run = char.IsAsciiDigit((char)b) ? run + 1 : 0;
            if (run == IdDigits)
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsMailAddress(ReadOnlySpan<byte> name) => name.IndexOf((byte)'@') > 0 || name.IndexOf("%40"u8) > 0;

    // "top-10-tips-for-2026" is a title: its parts are words or numbers. Parts of a token mix both.
    private static bool ReadsLikeWords(ReadOnlySpan<byte> name)
    {
        bool mixed = false, cased = false;
        int digits = 0, letters = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            byte b = i < name.Length ? name[i] : (byte)'-';
            if (char.IsAsciiDigit((char)b))
            {
                digits++;
            }
            else if (char.IsAsciiLetter((char)b))
            {
                cased |= letters > 0 && char.IsAsciiLetterUpper((char)b);
                letters++;
            }
            else
            {
                mixed |= digits > 0 && letters > 0;
                (digits, letters) = (0, 0);
            }
        }
        return !mixed && !cased;
    }

    private static ulong[] WeightsOfBytes()
    {
        var weights = new ulong[256];
        for (int b = 0; b < weights.Length; b++)
        {
            weights[b] = Weight((char)b);
        }
        return weights;
    }

    private static ulong Weight(char c) =>
        (char.IsAsciiDigit(c) ? 1UL : 0) + (char.IsAsciiHexDigit(c) ? 1UL << 16 : 0) + (char.IsAsciiLetter(c) ? 1UL << 32 : 0)
        + ("-_=.:,+~".Contains(c) ? 1UL << 48 : 0);

    private static bool IsExtension(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > LongestExtension || !char.IsAsciiLetter((char)text[0]))
        {
            return false;
        }
        foreach (byte b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                return false;
            }
        }
        return true;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> pattern)
    {
        int length = Math.Min(text.Length, pattern.Length);
        text[..length].CopyTo(pattern);
        return length;
    }
}
