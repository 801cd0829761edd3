using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Requests (or, without an access log, failed tries) that failed for one reason.</summary>
public sealed record ReasonPicture
{
    /// <summary>The reason.</summary>
    public required FailureReason Reason { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Requests are counted; false where only an error log tells, whose records are tries.</summary>
    public required bool CountsRequests { get; init; }

    /// <summary>Of them, those for which another reason fits as well.</summary>
    public long Ambiguous { get; init; }

    /// <summary>Statuses that clients got, most first; empty where it is not known.</summary>
    public ImmutableArray<Counted> Statuses { get; init; } = [];

    /// <summary>Time of the first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Time of the last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Over time.</summary>
    public required TimeSeries Times { get; init; }

    /// <summary>In bursts or steadily.</summary>
    public required Rhythm Rhythm { get; init; }

    /// <summary>Peers, most first, at most 8.</summary>
    public ImmutableArray<Counted> Peers { get; init; } = [];

    /// <summary>Servers, most first, at most 8.</summary>
    public ImmutableArray<Counted> Servers { get; init; } = [];

    /// <summary>Routes (host and path pattern), most first, at most 8.</summary>
    public ImmutableArray<Counted> Routes { get; init; } = [];

    /// <summary>Newest few lines that show it, newest first.</summary>
    public ImmutableArray<LogQuote> Quotes { get; init; } = [];
}

/// <summary>A text and how often.</summary>
public sealed record Counted(string Text, long Count)
{
    /// <summary>Most first; of as many, in the order of their texts: a log is told the same however it was divided among the readers.</summary>
    internal static IEnumerable<Counted> MostFirst(IEnumerable<Counted> items) =>
        items.OrderByDescending(c => c.Count).ThenBy(c => c.Text, StringComparer.Ordinal);
}

/// <summary>A line to look at again.</summary>
/// <param name="Source"><c>error.log:120</c> or <c>error.log@offset</c>.</param>
/// <param name="Line">As written, at most 2048 bytes; may hold control characters.</param>
public sealed record LogQuote(string Source, string Line);
