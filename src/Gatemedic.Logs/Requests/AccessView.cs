namespace Gatemedic.Logs;

/// <summary>An access line with its fields, where it is read.</summary>
internal ref struct AccessView
{
    internal required ReadOnlySpan<byte> Line;
    internal required ReadOnlySpan<Range> Values;
    internal required AccessFormat Format;
    internal required int Status;

    /// <summary>When the request ended, in the zone that the line tells.</summary>
    internal required DateTimeOffset Time;

    /// <summary>Number of the log.</summary>
    internal required int Log;

    /// <summary>Where the line stands; its number is 0 where it is not known yet.</summary>
    internal required LinePlace Place;
}
