using System.Globalization;

namespace Gatemedic.Rendering;

/// <summary>A mark of a time axis.</summary>
/// <param name="Column">Where, in columns of the grid.</param>
/// <param name="Label">"14:10", "14:10:30", "12 May".</param>
internal sealed record TimeTick(double Column, string Label)
{
    /// <summary>Marks at round local times, at most so many; the first mark of a day tells the day where the grid has several.</summary>
    public static List<TimeTick> Over(TimeGrid grid, LogClock clock, int most)
    {
        var seconds = TimeGrid.NiceAbove(Math.Max(grid.Step.TotalSeconds, (grid.Columns * grid.Step.TotalSeconds) / Math.Max(1, most)));
        var step = TimeSpan.FromSeconds(seconds);
        var ticks = new List<TimeTick>();
        var first = clock.Local(grid.Start);
        // Round in the reader's clock: an axis in a zone of +05:30 has its marks at full hours there.
        var column = grid.ColumnOf(grid.Start + TimeSpan.FromTicks((step.Ticks - (first.DateTime.Ticks % step.Ticks)) % step.Ticks));
        var several = clock.Local(grid.End).Date != first.Date;
        var told = (DateTime?)null;
        for (; column < grid.Columns && ticks.Count <= most; column += step / grid.Step)
        {
            var local = clock.Local(grid.At(column));
            var day = several && local.Date != told;
            ticks.Add(new TimeTick(column, local.ToString(Format(seconds, day, local), CultureInfo.InvariantCulture)));
            told = local.Date;
        }

        return ticks;
    }

    private static string Format(double step, bool day, DateTimeOffset local) => step switch
    {
        >= 31536000 => "yyyy",
        >= 2592000 => "MMM yyyy",
        >= 86400 => "d MMM",
        _ when day && local.TimeOfDay == TimeSpan.Zero => "d MMM",
        >= 60 => day ? "d MMM HH:mm" : "HH:mm",
        _ => day ? "d MMM HH:mm:ss" : "HH:mm:ss",
    };
}
