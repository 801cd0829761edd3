using System.Globalization;

namespace Gatemedic.Nginx;

/// <summary>nginx's notation for sizes (ngx_parse_offset) and times (ngx_parse_time).</summary>
public static class NginxUnits
{
    /// <summary>Units from the longest to the shortest, as they must follow each other.</summary>
    private static readonly (string Suffix, long Milliseconds)[] Times =
    [
        ("y", 365L * 86_400_000),
        ("M", 30L * 86_400_000),
        ("w", 7L * 86_400_000),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1000),
        ("ms", 1),
    ];

    /// <summary>Bytes of <c>16k</c>, <c>1M</c>, <c>2g</c> or <c>512</c>.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shift = text is [.., var last] ? last switch { 'k' or 'K' => 10, 'm' or 'M' => 20, 'g' or 'G' => 30, _ => 0 } : 0;
        var digits = text.AsSpan(0, shift == 0 ? text.Length : text.Length - 1);
        var valid = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes) && bytes <= long.MaxValue >> shift;
        bytes = valid ? bytes << shift : 0;
        return valid;
    }

    /// <summary>Duration of <c>60</c> (seconds), <c>1m30s</c>, <c>1h 30m</c> or <c>500ms</c>.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        time = default;
        var rest = text.AsSpan();
        var total = 0L;
        var nextUnit = 0;
        while (rest.Length > 0)
        {
            var length = rest.IndexOfAnyExceptInRange('0', '9');
            var digits = length < 0 ? rest : rest[..length];
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            rest = rest[digits.Length..];
            var unit = Unit(rest);
            if (unit < nextUnit || value > (long.MaxValue / Times[unit].Milliseconds) - total)
            {
                return false;
            }

            rest = length < 0 || rest[0] == ' ' ? rest : rest[Times[unit].Suffix.Length..];
            rest = rest.TrimStart(' ');
            total += value * Times[unit].Milliseconds;
            nextUnit = unit + 1;
            if (total > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond)
            {
                return false;
            }
        }

        time = TimeSpan.FromMilliseconds(total);
        return text.Length > 0;
    }

    /// <summary>A size in the largest unit that fits: <c>8k</c>.</summary>
    public static string FormatSize(long bytes) => bytes switch
    {
        0 => "0",
        _ when bytes % (1 << 20) == 0 => $"{bytes >> 20}m",
        _ when bytes % (1 << 10) == 0 => $"{bytes >> 10}k",
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Index of the unit that the text starts with; seconds for a bare number; -1 for none.</summary>
    private static int Unit(ReadOnlySpan<char> rest)
    {
        const int seconds = 6;
        const int milliseconds = 7;
        if (rest.Length == 0 || rest[0] == ' ')
        {
            return seconds;
        }

        if (rest.StartsWith("ms"))
        {
            return milliseconds;
        }

        for (var i = 0; i <= seconds; i++)
        {
            if (rest[0] == Times[i].Suffix[0])
            {
                return i;
            }
        }

        return -1;
    }
}
