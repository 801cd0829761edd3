using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>One record of an nginx error log, recognised.</summary>
public sealed record ErrorEvent
{
    /// <summary>Id of the <see cref="Signature"/> that it matched, e.g. <c>connect-failed</c>; "other" when none did.</summary>
    public required string Signature { get; init; }

    /// <summary>When; the line has no zone, so the log's zone was supplied by the reader.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>emerg alert crit error warn notice info debug.</summary>
    public required string Level { get; init; }

    /// <summary>Process that wrote it.</summary>
    public int Pid { get; init; }

    /// <summary>Client connection number (*N), null outside a connection.</summary>
    public long? Connection { get; init; }

    /// <summary>The message without errno and context.</summary>
    public required string Message { get; init; }

    /// <summary>Linux errno in "(111: Connection refused)", null when there is none.</summary>
    public int? Errno { get; init; }

    /// <summary>The text after "while": "connecting to upstream".</summary>
    public string? Action { get; init; }

    /// <summary>client: field.</summary>
    public string? Client { get; init; }

    /// <summary>server: field.</summary>
    public string? Server { get; init; }

    /// <summary>request: field, e.g. <c>GET /x HTTP/1.1</c>.</summary>
    public string? Request { get; init; }

    /// <summary>upstream: field, whole: <c>http://127.0.0.1:3000/x</c>.</summary>
    public string? Upstream { get; init; }

    /// <summary>host: field.</summary>
    public string? Host { get; init; }

    /// <summary>Named captures of the signature (name, port, code, ...).</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where to look again: <c>error.log:120</c>, or <c>error.log@1234567</c> (byte offset) where counting lines would cost too much.</summary>
    public required string Source { get; init; }

    /// <summary>The line as written, at most 2048 bytes, bytes that are not UTF-8 replaced.</summary>
    public required string Line { get; init; }
}

/// <summary>Error events alike in signature, peer, phase, errno and server: counted, with a few kept whole.</summary>
public sealed record ErrorGroup
{
    /// <summary>Signature id.</summary>
    public required string Signature { get; init; }

    /// <summary>Scheme of the upstream field: http, https, fastcgi, uwsgi, suwsgi, scgi, grpc, grpcs, memcached; null when there is none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Peer of the upstream field as nginx writes it: <c>127.0.0.1:3000</c>, <c>unix:/run/x.sock</c>, or a group's name.</summary>
    public string? Peer { get; init; }

    /// <summary>Phase ("connecting to upstream").</summary>
    public string? Action { get; init; }

    /// <summary>errno or null.</summary>
    public int? Errno { get; init; }

    /// <summary>server: field.</summary>
    public string? Server { get; init; }

    /// <summary>Named captures of the signature in the newest event.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Time of the first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Time of the last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The newest few, newest first (at most 5).</summary>
    public required ImmutableArray<ErrorEvent> Samples { get; init; }
}

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

/// <summary>One access line kept whole.</summary>
/// <param name="Source"><c>access.log:88</c> or <c>access.log@offset</c>.</param>
/// <param name="Line">The line as written, at most 2048 bytes.</param>
/// <param name="Method">GET, ... or empty.</param>
/// <param name="Path">Request path without arguments, or empty.</param>
/// <param name="Host">$host or $http_host where the format has it.</param>
/// <param name="RequestTime">$request_time in seconds, null when the format lacks it.</param>
public sealed record AccessSample(string Source, string Line, string Method, string Path, string? Host, double? RequestTime);

/// <summary>How one path fared in the access log: tells trouble that is over from trouble that lasts. Only paths that failed at least once.</summary>
/// <param name="Path">Request path without arguments.</param>
/// <param name="Host">$host where the format has it.</param>
/// <param name="Failures">502, 503, 504 and 499 counted.</param>
/// <param name="LastFailure">Time of the last of them.</param>
/// <param name="LastFailureStatus">Its status.</param>
/// <param name="LastSuccess">Last status below 500 (other than 499) on the same path, null when none.</param>
public sealed record PathRecord(string Path, string? Host, long Failures, DateTimeOffset LastFailure, int LastFailureStatus, DateTimeOffset? LastSuccess);

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

    /// <summary>Time of the oldest line read; null when none had a time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time of the newest line read.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Set when the reading stopped before the asked time, with the reason ("64 MiB of the last 15 minutes read").</summary>
    public string? Cut { get; init; }

    /// <summary>Set when groups beyond the table's bound were counted together and their detail lost.</summary>
    public long Dropped { get; init; }
}
