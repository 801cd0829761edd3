using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Who fails, where, since when and how, as a set of logs tells it. Every list is bounded; what found no room is told in <see cref="Losses"/>.</summary>
public sealed record LogPicture
{
    /// <summary>What was read, in the order given.</summary>
    public ImmutableArray<SourcePicture> Sources { get; init; } = [];

    /// <summary>Time of the oldest record; null when none had a time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time of the newest record.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Requests in the access logs.</summary>
    public long Requests { get; init; }

    /// <summary>Requests by status, lowest first.</summary>
    public ImmutableArray<StatusPicture> Statuses { get; init; } = [];

    /// <summary>Latency of all requests ($request_time); null when no format has it.</summary>
    public LatencyPicture? Latency { get; init; }

    /// <summary>Records of nginx's error logs by message, peer and phase, most first.</summary>
    public ImmutableArray<ErrorPicture> Errors { get; init; } = [];

    /// <summary>Why requests failed, most first.</summary>
    public ImmutableArray<ReasonPicture> Reasons { get; init; } = [];

    /// <summary>The peers of the upstreams: tries and failures, most failures first.</summary>
    public ImmutableArray<PeerPicture> Peers { get; init; } = [];

    /// <summary>Hosts or server names with their requests and failures, most failures first.</summary>
    public ImmutableArray<ServerPicture> Servers { get; init; } = [];

    /// <summary>Routes that fail: host and path, with numbers and ids in the path told as "*"; most failures first.</summary>
    public ImmutableArray<RoutePicture> Routes { get; init; } = [];

    /// <summary>Records of other programs, by what they say, in the order of their first.</summary>
    public ImmutableArray<WitnessGroup> Witnesses { get; init; } = [];

    /// <summary>What was read but could not be kept apart, in words: "1,204 more routes are counted together".</summary>
    public ImmutableArray<string> Losses { get; init; } = [];
}

/// <summary>What was read of one log.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Dialect">What wrote it.</param>
/// <param name="Bytes">Bytes read (unpacked).</param>
/// <param name="Lines">Lines read.</param>
/// <param name="Unrecognised">Lines that are of no known kind.</param>
/// <param name="Format">For access logs: the log_format.</param>
/// <param name="Cut">Why less was read than asked for, or null.</param>
public sealed record SourcePicture(string Name, LogDialect Dialect, long Bytes, long Lines, long Unrecognised, string? Format, string? Cut)
{
    /// <summary>Time of the oldest record read.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time of the newest record read.</summary>
    public DateTimeOffset? To { get; init; }
}
