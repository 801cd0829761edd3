using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>What the last part of one log says.</summary>
public sealed record LogSummary
{
    /// <summary>Error groups, newest last event first; empty for access logs.</summary>
    public ImmutableArray<ErrorGroup> Errors { get; init; } = [];

    /// <summary>Access groups; empty for error logs.</summary>
    public ImmutableArray<AccessGroup> Accesses { get; init; } = [];

    /// <summary>Paths that failed; at most 500, newest failure first.</summary>
    public ImmutableArray<PathRecord> Paths { get; init; } = [];

    /// <summary>Lines read.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines that are not of this kind of log (garbage, another format).</summary>
    public long Unrecognised { get; init; }

    /// <summary>It can be judged by: some line was understood, or there was none to understand.</summary>
    public bool Tells => Lines == 0 || Unrecognised < Lines;

    /// <summary>Time of the oldest line read; null when none had a time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time of the newest line read.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Set when the reading stopped before the asked time, with the reason ("64 MiB of the last 15 minutes read").</summary>
    public string? Cut { get; init; }

    /// <summary>Set when groups beyond the table's bound were counted together and their detail lost.</summary>
    public long Dropped { get; init; }
}
