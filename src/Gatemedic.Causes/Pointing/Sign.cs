using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>Lines alike that a cause can be read from: of nginx's error log, of another program, or requests with one reason.</summary>
internal sealed record Sign
{
    /// <summary>Signature of the message, or id of the reason.</summary>
    public required string Signature { get; init; }

    /// <summary>nginx itself tells that requests failed; else another program tells of itself.</summary>
    public required bool IsFailure { get; init; }

    public int? Errno { get; init; }

    public string? Action { get; init; }

    public string? Scheme { get; init; }

    public string? Peer { get; init; }

    /// <summary>Unit, container or pool.</summary>
    public string? Unit { get; init; }

    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public required long Count { get; init; }

    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? Last { get; init; }

    /// <summary>Newest few lines.</summary>
    public ImmutableArray<LogQuote> Quotes { get; init; } = [];
}
