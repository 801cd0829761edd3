using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>One peer of an upstream, as the logs tell it.</summary>
public sealed record PeerPicture
{
    /// <summary>Scheme where an error line told it: http, fastcgi, ...; null when unknown.</summary>
    public string? Scheme { get; init; }

    /// <summary>As nginx writes it: <c>127.0.0.1:3000</c>, <c>unix:/run/x.sock</c>; the group's name where no peer was left.</summary>
    public required string Address { get; init; }

    /// <summary>Tries in the access logs.</summary>
    public long Tries { get; init; }

    /// <summary>Of them, those with 502, 503, 504 or without a status.</summary>
    public long Failures { get; init; }

    /// <summary>Tries by $upstream_status, most first.</summary>
    public ImmutableArray<Counted> Statuses { get; init; } = [];

    /// <summary>Records of the error logs that name it.</summary>
    public long Errors { get; init; }

    /// <summary>First failure.</summary>
    public DateTimeOffset? FirstFailure { get; init; }

    /// <summary>Last failure.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Failures over time (of the access logs, else of the error logs).</summary>
    public TimeSeries Times { get; init; } = TimeSeries.Empty;

    /// <summary>$upstream_response_time; null when no format has it.</summary>
    public LatencyPicture? Response { get; init; }

    /// <summary>$upstream_response_time over time; empty for peers beyond the busiest 32.</summary>
    public ImmutableArray<LatencyPoint> ResponseTimes { get; init; } = [];
}
