using System.Globalization;

namespace Gatemedic.Rendering;

/// <summary>Times as the reader's clock shows them: the day only where it is another than today.</summary>
/// <param name="zone">The reader's.</param>
/// <param name="now">What today is.</param>
internal sealed class LogClock(TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary>The same moment in the reader's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>"14:02:11", "12 May 14:02:11", "2023-05-12 14:02:11".</summary>
    public string Time(DateTimeOffset time) => Format(Local(time), "HH:mm:ss");

    /// <summary>"14:02:11 to 14:40:03"; one time where both are the same second.</summary>
    public string Range(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Time(from), Time(to));
        return first == last ? first : Local(from).Date == Local(to).Date ? $"{first} to {Local(to):HH:mm:ss}" : $"{first} to {last}";
    }

    /// <summary>"14:02:11-14:40:03", for columns of a table.</summary>
    public string Between(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } first && to is { } last ? Range(first, last).Replace(" to ", " - ", StringComparison.Ordinal) : "";

    /// <summary>"Europe/Berlin (+02:00)".</summary>
    public string Zone(DateTimeOffset at)
    {
        var offset = Local(at).Offset;
        return $"{zone.Id} ({(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm})";
    }

    /// <summary>"Tue 14 Jul 2026".</summary>
    public string Day(DateTimeOffset time) => Local(time).ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>With the day and the zone, as a page says when it was made.</summary>
    public string Full(DateTimeOffset time) => $"{Day(time)} {Local(time):HH:mm:ss}, {Zone(time)}";

    private string Format(DateTimeOffset local, string clock)
    {
        var today = Local(now);
        var format = local.Date == today.Date ? clock : local.Year == today.Year ? "d MMM " + clock : "yyyy-MM-dd " + clock;
        return local.ToString(format, CultureInfo.InvariantCulture);
    }
}
