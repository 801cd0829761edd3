using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>One record of a program other than nginx, recognised.</summary>
public sealed record WitnessEvent
{
    /// <summary>What wrote it: php-fpm, gunicorn, uvicorn, uwsgi, node, apache, docker, systemd, kernel, supervisor, pm2, audit, ...</summary>
    public required string Program { get; init; }

    /// <summary>Id of the signature that it matched, e.g. <c>fpm-max-children</c>; "other" when none did.</summary>
    public required string Signature { get; init; }

    /// <summary>When; null when neither the line nor its wrapper tells.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>As the program writes it (WARNING, ERROR, ...); null when it writes none.</summary>
    public string? Level { get; init; }

    /// <summary>Process, where it is told.</summary>
    public int? Pid { get; init; }

    /// <summary>The unit, container or pool that it concerns, where it is told.</summary>
    public string? Unit { get; init; }

    /// <summary>The message without time, level and wrapper.</summary>
    public required string Message { get; init; }

    /// <summary>Named captures of the signature.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where to look again.</summary>
    public required string Source { get; init; }

    /// <summary>The line as written, at most 2048 bytes; may hold control characters.</summary>
    public required string Line { get; init; }
}

/// <summary>Witness events alike in program, unit and signature: counted, with a few kept whole.</summary>
public sealed record WitnessGroup
{
    /// <summary>What wrote them.</summary>
    public required string Program { get; init; }

    /// <summary>Unit, container or pool; null when not told.</summary>
    public string? Unit { get; init; }

    /// <summary>Signature id, or "other".</summary>
    public required string Signature { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>First, where times are told.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Last, where times are told.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Over time.</summary>
    public TimeSeries Times { get; init; } = TimeSeries.Empty;

    /// <summary>Newest few, newest first (at most 5).</summary>
    public required ImmutableArray<WitnessEvent> Samples { get; init; }
}
