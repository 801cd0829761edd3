using System.Globalization;

namespace Gatemedic.Commands;

/// <summary>Reads --since: a span back from now (90s, 15m, 2h, 3d) or a point in time.</summary>
internal static class SinceParser
{
    /// <summary>The start of the window, or null when the text is neither.</summary>
    /// <param name="text">15m, 2h, 14:05, 2026-11-21, 2026-11-21T14:05:00Z; without a zone, the host's.</param>
    /// <param name="now">The host's time with its offset.</param>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && double.IsFinite(count) && Unit(text[^1]) is { } unit)
        {
            var span = count * unit.TotalSeconds;
            return span < now.ToUnixTimeSeconds() ? now.AddSeconds(-span) : DateTimeOffset.UnixEpoch;
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var today = new DateTimeOffset(now.Date + time.ToTimeSpan(), now.Offset);
            return today <= now ? today : today.AddDays(-1);
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out var point))
        {
            return null;
        }

        return point.Kind == DateTimeKind.Utc ? new DateTimeOffset(point) : new DateTimeOffset(point, now.Offset);
    }

    private static TimeSpan? Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
