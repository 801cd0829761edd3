using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Reads the plain text of PHP-FPM's status page: "listen queue len:     128".</summary>
internal static class FpmStatusParser
{
    private const int LongestName = 64;

    /// <summary>Its numbers; null when it is no status page.</summary>
    public static FpmLoad? Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Take(100))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and < LongestName and var colon)
            {
                values.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        long Number(string name) => long.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        int Count(string name) => (int)Math.Min(Number(name), int.MaxValue);

        return values.TryGetValue("pool", out var pool) && values.ContainsKey("total processes")
            ? new FpmLoad
            {
                Pool = Word(pool),
                Manager = Word(values.GetValueOrDefault("process manager", "")),
                StartedSecondsAgo = Number("start since"),
                Accepted = Number("accepted conn"),
                Queue = Count("listen queue"),
                LongestQueue = Count("max listen queue"),
                QueueLimit = Count("listen queue len"),
                Idle = Count("idle processes"),
                Active = Count("active processes"),
                Total = Count("total processes"),
                MostActive = Count("max active processes"),
                LimitReached = Number("max children reached"),
                Slow = Number("slow requests"),
            }
            : null;
    }

    private static string Word(string text) => Printable.Of(System.Text.Encoding.UTF8.GetBytes(text), LongestName);
}
