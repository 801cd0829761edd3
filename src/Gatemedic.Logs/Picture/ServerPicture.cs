namespace Gatemedic.Logs;

/// <summary>A server with its requests.</summary>
/// <param name="Name">$host, $server_name or the error log's server.</param>
/// <param name="Requests">In the access logs.</param>
/// <param name="Failures">Of them, those with 499, 502, 503 or 504.</param>
/// <param name="Errors">Records of the error logs that name it.</param>
public sealed record ServerPicture(string Name, long Requests, long Failures, long Errors)
{
    /// <summary>First failure.</summary>
    public DateTimeOffset? FirstFailure { get; init; }

    /// <summary>Last failure.</summary>
    public DateTimeOffset? LastFailure { get; init; }
}

/// <summary>Requests with one status.</summary>
public sealed record StatusPicture(int Status, long Count, DateTimeOffset? First, DateTimeOffset? Last, TimeSeries Times);

/// <summary>Error records alike, with when they came.</summary>
public sealed record ErrorPicture(ErrorGroup Group, TimeSeries Times, Rhythm Rhythm);
