namespace Gatemedic.Nginx;

/// <summary>nginx's own readers of numbers, to the letter: ngx_atoi, ngx_parse_size, ngx_parse_offset, ngx_parse_time. Null is NGX_ERROR.</summary>
internal static class SlotParser
{
    private const string Units = "yMwdhms";

    private static readonly long[] UnitSeconds = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3600, 60, 1];

    /// <summary>Digits only.</summary>
    public static long? Number(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        var value = 0L;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit) || value > (long.MaxValue - (digit - '0')) / 10)
            {
                return null;
            }

            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    /// <summary>Bytes, with k, m, and where <paramref name="giga"/> also g.</summary>
    public static long? Size(ReadOnlySpan<char> text, bool giga)
    {
        var shift = text is [.., var unit] ? unit switch { 'k' or 'K' => 10, 'm' or 'M' => 20, 'g' or 'G' when giga => 30, _ => 0 } : 0;
        return Number(shift == 0 ? text : text[..^1]) is { } value && value <= long.MaxValue >> shift ? value << shift : null;
    }

    /// <summary>Milliseconds, with units from w to ms; or seconds, with units from y to s.</summary>
    public static long? Time(ReadOnlySpan<char> text, bool seconds)
    {
        const int month = 1;
        const int second = 6;
        const int millisecond = 7;
        var next = seconds ? 0 : month + 1;
        var (total, value, valid) = (0L, 0L, false);
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                if (value > (long.MaxValue - (text[at] - '0')) / 10)
                {
                    return null;
                }

                value = (value * 10) + (text[at++] - '0');
                valid = true;
                continue;
            }

            var unit = text[at..].StartsWith("ms") ? millisecond : text[at] == ' ' ? second : Units.IndexOf(text[at], StringComparison.Ordinal);
            if (unit < next || (unit == millisecond && seconds))
            {
                return null;
            }

            // A blank ends the seconds and lets nothing follow but a bare number.
            next = text[at] == ' ' ? millisecond + 1 : unit + 1;
            at += unit == millisecond ? 2 : 1;
            var scale = unit == millisecond ? 1 : UnitSeconds[unit] * (seconds ? 1 : 1000);
            if (value > long.MaxValue / scale || total > long.MaxValue - (value * scale))
            {
                return null;
            }

            total += value * scale;
            value = 0;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }

        var last = seconds ? 1 : 1000;
        return valid && value <= long.MaxValue / last && total <= long.MaxValue - (value * last) ? total + (value * last) : null;
    }

    /// <summary>What is wrong with the variables of a text, in nginx's words.</summary>
    public static string? VariableFault(string text)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at))
        {
            at++;
            if (at < text.Length && text[at] is >= '1' and <= '9')
            {
                continue;
            }

            var braced = at < text.Length && text[at] == '{';
            var start = braced ? at + 1 : at;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (braced && start < text.Length && (end == text.Length || text[end] != '}'))
            {
                return $"the closing bracket in \"{text[start..end]}\" variable is missing";
            }

            if (end == start)
            {
                return "invalid variable name";
            }

            at = end;
        }

        return null;
    }
}
