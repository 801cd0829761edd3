using System.Globalization;

namespace Gatemedic.Rendering;

/// <summary>Numbers as a person reads them: grouped, with their unit, never rounded to all or to nothing.</summary>
internal static class Figures
{
    /// <summary>1,234,567.</summary>
    public static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 try", "1,204 tries".</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>"74 %", "1.9 %", "&lt;0.1 %", "&gt;99.9 %"; 0 % and 100 % only where it is none or all, empty where there is no whole.</summary>
    public static string Percent(double part, double whole)
    {
        if (!(whole > 0) || !(part >= 0))
        {
            return "";
        }

        var share = 100 * part / whole;
        return share switch
        {
            0 => "0 %",
            < 0.1 => "<0.1 %",
            < 9.95 => Text(share, "0.0") + " %",
            < 99 => Text(share, "0") + " %",
            < 99.9 => Text(Math.Floor(share * 10) / 10, "0.0") + " %",
            < 100 => ">99.9 %",
            _ => "100 %",
        };
    }

    /// <summary>"12 ms", "1.2 s", "61 s", "3 min 20 s".</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        0 => "0 ms",
        > 0 and < 0.001 => "<1 ms",
        > 0 and < 0.9995 => Text(seconds * 1000, "0") + " ms",
        > 0 and < 9.95 => Text(seconds, "0.0") + " s",
        > 0 and < 120 => Text(seconds, "0") + " s",
        > 0 and < 1e9 => Span(TimeSpan.FromSeconds(seconds)),
        _ => "-",
    };

    /// <summary>The two greatest units: "2 d 3 h", "4 min 10 s", "12 s".</summary>
    public static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalMinutes: < 1 } s => $"{s.Seconds} s",
        { TotalHours: < 1 } s => $"{s.Minutes} min{(s.Minutes < 10 && s.Seconds > 0 ? $" {s.Seconds} s" : "")}",
        { TotalDays: < 1 } s => $"{s.Hours} h{(s.Minutes > 0 ? $" {s.Minutes} min" : "")}",
        { TotalDays: < 30 } s => $"{s.Days} d{(s.Hours > 0 ? $" {s.Hours} h" : "")}",
        var s => $"{Count(s.Days)} d",
    };

    /// <summary>"812 B", "1.2 MiB".</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.5 && unit < units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return $"{(unit == 0 || size >= 99.5 ? Text(size, "#,0") : Text(size, "0.0"))} {units[unit]}";
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
