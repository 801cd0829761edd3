using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>How often, over time.</summary>
/// <param name="Step">Length of a bucket.</param>
/// <param name="Start">Where the first bucket starts, a multiple of the step since 1970.</param>
/// <param name="Counts">Count of each bucket, without gaps.</param>
public sealed record TimeSeries(TimeSpan Step, DateTimeOffset Start, ImmutableArray<long> Counts)
{
    /// <summary>Nothing happened.</summary>
    public static TimeSeries Empty { get; } = new(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, []);
}

/// <summary>How events are spread over the time that the logs cover.</summary>
/// <param name="Kind">"once", "burst", "bursts" or "steady".</param>
/// <param name="Bursts">When it came in bursts, the fiercest first (at most 5): from, to, count.</param>
public sealed record Rhythm(string Kind, ImmutableArray<Burst> Bursts);

/// <summary>A time in which events came thick.</summary>
public sealed record Burst(DateTimeOffset From, DateTimeOffset To, long Count);
