namespace Gatemedic.Logs;

/// <summary>What of a log is wanted, and how much may be spent on it.</summary>
public sealed record LogReading
{
    /// <summary>How the log is called in sources: <c>error.log</c> or its full path.</summary>
    public required string Name { get; init; }

    /// <summary>The oldest time that matters; null reads everything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Zone of times that are written without one (the error log's).</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>At most so many bytes are read, the newest ones.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Ends the reading early; what was read until then is returned, and <see cref="LogSummary.Cut"/> says so.</summary>
    public CancellationToken Stop { get; init; }
}
