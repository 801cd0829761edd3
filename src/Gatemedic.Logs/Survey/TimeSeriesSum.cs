namespace Gatemedic.Logs;

/// <summary>Adds up series.</summary>
internal static class TimeSeriesSum
{
    internal static TimeSeries Of(IEnumerable<TimeSeries> series)
    {
        var sum = new TimeHistogram();
        foreach (var one in series)
        {
            sum.Add(one);
        }
        return sum.ToSeries();
    }
}
