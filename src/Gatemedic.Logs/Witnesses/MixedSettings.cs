using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>How the lines of a log of any mixture are read.</summary>
internal sealed record MixedSettings
{
    /// <summary>How the log is called in sources.</summary>
    internal required string Name { get; init; }

    /// <summary>Zone of times that are written without one.</summary>
    internal TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>When the log was last written, for times without a year.</summary>
    internal DateTimeOffset? Written { get; init; }

    /// <summary>Formats that access lines may have, likeliest first; <c>combined</c>, with further fields or without, is always known.</summary>
    internal ImmutableArray<AccessFormat> Formats { get; init; } = [];
}
