namespace Gatemedic.Logs;

/// <summary>Counts records of nginx's error log.</summary>
internal sealed class ErrorCounter(SurveyTables tables, SurveyOrder order, SourceTally tally)
{
    private readonly bool _windowIsOpen = order.Window == LogWindow.All;
    private long _second = -1;

    /// <summary>Counts a record whose time lies in the window.</summary>
    /// <param name="line">Head and context.</param>
    /// <param name="phrase">What stands between them.</param>
    /// <param name="record">All of it.</param>
    /// <param name="time">When.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="segment">In which stretch.</param>
    /// <param name="weight">How many failures it stands for where routes are told; 0 leaves its route.</param>
    internal void Count(
        in ErrorLine line, ReadOnlySpan<byte> phrase, ReadOnlySpan<byte> record, in LogMoment time, LinePlace place, LogSegment segment, int weight)
    {
        if ((!_windowIsOpen && !order.Window.Has(time.Time)) || order.Filter?.TakesError(line) == false)
        {
            return;
        }
        if (time.Second != _second)
        {
            _second = time.Second;
            tally.Span.Add(time.Time);
        }
        var shape = tables.Shapes.Of(phrase, line.HasContext);
        if (tables.Errors.Add(line, shape, record, time.Second, place, segment) is { } group)
        {
            group.Times.Add((uint)time.Second);
        }
        if (weight > 0 && shape.Fails is { } status)
        {
            var host = line.Host.IsEmpty ? line.Server : line.Host;
            tables.ErrorRoutes.Add(host, RequestLine.Target(line.Request), status, weight, time.Second);
        }
    }
}

/// <summary>A time, and the same in seconds since 1970, which are never below 0.</summary>
internal readonly record struct LogMoment(DateTimeOffset Time, long Second)
{
    internal static LogMoment Of(DateTimeOffset time) => new(time, Math.Max(0, time.ToUnixTimeSeconds()));
}
