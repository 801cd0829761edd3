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

    /// <summary>subrequest: field, its URI only.</summary>
    public string? Subrequest { get; init; }

    /// <summary>upstream: field, whole: <c>http://127.0.0.1:3000/x</c>.</summary>
    public string? Upstream { get; init; }

    /// <summary>host: field.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// Named captures of the signature (name, port, code, ...), and where the line has them: <c>file</c> and <c>line</c> of the
    /// configuration, and the <c>resolver</c>'s address.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where to look again: <c>error.log:120</c>, or <c>error.log@1234567</c> (byte offset) where counting lines would cost too much.</summary>
    public required string Source { get; init; }

    /// <summary>The line as written, at most 2048 bytes, bytes that are not UTF-8 replaced.</summary>
    public required string Line { get; init; }
}
