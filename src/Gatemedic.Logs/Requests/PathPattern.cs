namespace Gatemedic.Logs;

/// <summary>Turns the path of a request into the route that it stands for: segments that are numbers or ids become "*", arguments are dropped.</summary>
internal static class PathPattern
{
    private const int ShortestHex = 8;
    private const int ShortestToken = 16;
    private const int LongestExtension = 5;

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
        if (IsMailAddress(name))
        {
            return true;
        }
        // Most segments are words: this one look settles them.
        if (!name.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            return false;
        }
        int digits = 0, hex = 0, letters = 0, marks = 0;
        foreach (byte b in name)
        {
            digits += char.IsAsciiDigit((char)b) ? 1 : 0;
            hex += char.IsAsciiHexDigit((char)b) ? 1 : 0;
            letters += char.IsAsciiLetter((char)b) ? 1 : 0;
            marks += b is (byte)'-' or (byte)'_' or (byte)'=' or (byte)'.' or (byte)':' or (byte)',' or (byte)'+' or (byte)'~' ? 1 : 0;
        }
        if (digits + letters + marks != name.Length)
        {
            return false;
        }
        // 2026-10-03, 12.5 and 1,2,3 are numbers too; ids are hexadecimal, in groups or not, or long and mixed.
        return letters == 0
            || (hex + marks == name.Length && hex >= ShortestHex && marks <= hex / 4)
            || (name.Length >= ShortestToken && digits >= 2 && marks <= 3 && !ReadsLikeWords(name));
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
