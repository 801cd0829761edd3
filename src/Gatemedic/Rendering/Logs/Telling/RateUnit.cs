namespace Gatemedic.Rendering;

/// <summary>In what the height of a plot is told: a rate per minute; the plain count where a column is shorter, so that one failure never reads as sixty.</summary>
/// <param name="Divisor">A column's count divided by this is the rate.</param>
/// <param name="Short">"/min", "/10 s".</param>
/// <param name="Long">"per minute", "per 10 s".</param>
internal sealed record RateUnit(double Divisor, string Short, string Long)
{
    /// <summary>For columns of this length.</summary>
    public static RateUnit For(TimeSpan step) => step.TotalMinutes >= 1
        ? new RateUnit(step.TotalMinutes, "/min", "per minute")
        : new RateUnit(1, $"/{Step(step)}", $"per {Step(step)}");

    /// <summary>A step in one unit: "30 s", "5 min", "2 h", "7 d".</summary>
    public static string Step(TimeSpan step) => step switch
    {
        { TotalMinutes: < 1 } => $"{step.TotalSeconds:0} s",
        { TotalHours: < 1 } => $"{step.TotalMinutes:0} min",
        { TotalDays: < 1 } => $"{step.TotalHours:0} h",
        _ => $"{step.TotalDays:0} d",
    };

    /// <summary>A rate without its unit: grouped, with decimals where it is small.</summary>
    public static string Number(double rate) => rate switch
    {
        0 => "0",
        < 0.01 => "<0.01",
        < 1 => rate.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
        < 10 => rate.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture),
        _ => Figures.Count(Math.Round(rate)),
    };
}
