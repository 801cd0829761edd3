using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Access records alike in status, upstream address list and upstream status list.</summary>
public sealed record AccessGroup
{
    /// <summary>$status.</summary>
    public required int Status { get; init; }

    /// <summary>$upstream_addr split into tries; empty when the format lacks it.</summary>
    public ImmutableArray<string> Peers { get; init; } = [];

    /// <summary>$upstream_status split into tries; empty when the format lacks it.</summary>
    public ImmutableArray<string> PeerStatuses { get; init; } = [];

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Time of the first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Time of the last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Newest few lines as written, newest first (at most 3), each with its source.</summary>
    public required ImmutableArray<AccessSample> Samples { get; init; }
}
