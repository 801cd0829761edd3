using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>Reads and writes nginx's sizes and times (ngx_parse_size, ngx_parse_time).</summary>
public static class Measure
{
    /// <summary>Bytes of "4k", "1m", "4096"; of "4k|8k" (a page) the first, that of x86. Null when it is none.</summary>
    public static long? Bytes(string text)
    {
        var word = text.Split('|')[0];
        if (word.Length == 0)
        {
            return null;
        }

        long? unit = char.ToLowerInvariant(word[^1]) switch { 'k' => 1 << 10, 'm' => 1 << 20, 'g' => 1 << 30, >= '0' and <= '9' => 1, _ => null };
        var digits = unit == 1 ? word : word[..^1];
        return unit is not null && digits.Length <= 12 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number * unit
            : null;
    }

    /// <summary>Seconds of "60", "60s", "1m 30s", "500ms". Null when it is none.</summary>
    public static double? Seconds(string text)
    {
        double sum = 0;
        var at = 0;
        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == digits || at - digits > 9)
            {
                return null;
            }

            var number = int.Parse(text.AsSpan(digits, at - digits), NumberStyles.None, CultureInfo.InvariantCulture);
            var unit = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
            {
                at++;
            }

            if (Unit(text[unit..at]) is not { } factor)
            {
                return null;
            }

            sum += number * factor;
            at = text.Length - text.AsSpan(at).TrimStart(' ').Length;
        }

        return text.Length == 0 ? null : sum;
    }

    /// <summary>"16k" where it comes out even, else bytes.</summary>
    public static string Size(long bytes) => bytes % 1024 == 0 ? $"{bytes / 1024}k" : bytes.ToString(CultureInfo.InvariantCulture);

    private static double? Unit(string unit) => unit switch
    {
        "" or "s" => 1,
        "ms" => 0.001,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        "w" => 604800,
        _ => null,
    };
}
