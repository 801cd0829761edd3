using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>A route that fails.</summary>
public sealed record RoutePicture
{
    /// <summary>Host where it is known.</summary>
    public string? Host { get; init; }

    /// <summary>Path without arguments, numbers and ids told as "*".</summary>
    public required string Path { get; init; }

    /// <summary>One path as it was asked for, to follow it through the configuration.</summary>
    public required string Example { get; init; }

    /// <summary>Failures counted; there may have been <see cref="Error"/> more.</summary>
    public required long Failures { get; init; }

    /// <summary>How many more there can have been, where the table was too small for all routes; 0 when the count is exact.</summary>
    public long Error { get; init; }

    /// <summary>Failures by status ("502"), or by reason where only the error log tells; most first.</summary>
    public ImmutableArray<Counted> Statuses { get; init; } = [];

    /// <summary>First failure.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Last failure.</summary>
    public required DateTimeOffset Last { get; init; }
}
