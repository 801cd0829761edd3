using System.Globalization;

namespace Gatemedic.Monitoring;

/// <summary>How many failed requests may be before a state holds: a count, or a share of all requests. As in Nagios' own plugins, more is too many.</summary>
/// <param name="Value">Requests, or percent.</param>
/// <param name="IsPercent">It is a share.</param>
internal sealed record Threshold(double Value, bool IsPercent)
{
    /// <summary>Reads <c>5</c> or <c>2.5%</c>; null for anything else.</summary>
    public static Threshold? Parse(string? text)
    {
        var isPercent = text?.EndsWith('%') == true;
        return double.TryParse(isPercent ? text![..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= 0 && (isPercent ? value <= 100 : value == Math.Floor(value) && value <= int.MaxValue)
            ? new Threshold(value, isPercent)
            : null;
    }

    /// <summary>More failed.</summary>
    public bool IsExceeded(FailedShare share) => (IsPercent ? share.Percent : share.Failed) > Value;
}
