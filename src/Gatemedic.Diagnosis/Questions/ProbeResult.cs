namespace Gatemedic.Diagnosis;

/// <summary>How far a probe came.</summary>
public enum ProbeStage
{
    /// <summary>Opening the connection.</summary>
    Connect,

    /// <summary>TLS handshake.</summary>
    Tls,

    /// <summary>Sending the request.</summary>
    Send,

    /// <summary>Waiting for and reading the response header.</summary>
    Header,

    /// <summary>The header was read.</summary>
    Done,
}

/// <summary>How a probe ended.</summary>
public enum ProbeOutcome
{
    /// <summary>A valid response header of the expected protocol came.</summary>
    Answered,

    /// <summary>ECONNREFUSED.</summary>
    Refused,

    /// <summary>No answer within the probe's time.</summary>
    TimedOut,

    /// <summary>EHOSTUNREACH or ENETUNREACH.</summary>
    Unreachable,

    /// <summary>ENOENT: no such unix socket.</summary>
    NoSuchSocket,

    /// <summary>EACCES or EPERM.</summary>
    PermissionDenied,

    /// <summary>EAGAIN on a unix socket: its accept queue is full.</summary>
    QueueFull,

    /// <summary>ECONNRESET or EPIPE.</summary>
    Reset,

    /// <summary>The peer closed before a complete response header.</summary>
    ClosedEarly,

    /// <summary>The TLS handshake failed.</summary>
    TlsFailed,

    /// <summary>Bytes came that are not the expected protocol.</summary>
    OtherProtocol,

    /// <summary>The response header exceeds the probe's bound (64 KiB).</summary>
    HeaderTooLong,

    /// <summary>Any other system error; see <see cref="ProbeResult.Text"/>.</summary>
    Failed,
}

/// <summary>What one probe of one peer showed.</summary>
public sealed record ProbeResult
{
    /// <summary>Where it ended.</summary>
    public required ProbeStage Stage { get; init; }

    /// <summary>How it ended.</summary>
    public required ProbeOutcome Outcome { get; init; }

    /// <summary>One line for a person: "connect: connection refused (111)".</summary>
    public required string Text { get; init; }

    /// <summary>Linux errno, 0 when none.</summary>
    public int Errno { get; init; }

    /// <summary>Milliseconds until the connection stood; null when it never did.</summary>
    public double? ConnectMs { get; init; }

    /// <summary>Milliseconds in all.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>HTTP status (or CGI Status), null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of the response header block as it would count against *_buffer_size; null when none came whole.</summary>
    public int? HeaderBytes { get; init; }

    /// <summary>Server response header, control characters removed; null when none.</summary>
    public string? Server { get; init; }

    /// <summary>
    /// What the peer really speaks, found by asking in other protocols when the expected one failed after connecting:
    /// http, tls (https when HTTP inside), fastcgi, uwsgi, http2, memcached, redis, ssh, smtp, mysql, postgresql, ...; null when not found or not asked.
    /// Set beside <see cref="ProbeOutcome.Answered"/> too, where the answer itself refuses the protocol: "tls" when a plain HTTP request brought
    /// 400 "The plain HTTP request was sent to HTTPS port", "http" when a uwsgi or SCGI request brought an HTTP server's 400.
    /// It may equal the expected protocol: a slow HTTP server that refuses other protocols at once, or a header that nginx refuses.
    /// </summary>
    public string? Spoken { get; init; }

    /// <summary>What showed <see cref="Spoken"/>: "answered a plain HTTP request with 200".</summary>
    public string? SpokenBecause { get; init; }

    /// <summary>What of the answer breaks nginx's rules; null when nothing that was read does. Set beside <see cref="ProbeOutcome.Answered"/> too.</summary>
    public InvalidPart? Invalid { get; init; }

    /// <summary>First bytes received, printable form, at most 80 characters; null when none.</summary>
    public string? FirstBytes { get; init; }

    /// <summary>The peer takes connections.</summary>
    public bool Connected => ConnectMs is not null;

    /// <summary>A valid answer came (any status).</summary>
    public bool Answered => Outcome == ProbeOutcome.Answered;

    /// <summary>A valid answer came, and it is no gateway error of the upstream's own.</summary>
    public bool Serves => Answered && Status is not (502 or 503 or 504);
}

/// <summary>A part of an answer that breaks a rule of nginx's parsers.</summary>
/// <param name="Rule">
/// status-line, header-line, content-length, duplicate-content-length, transfer-encoding, duplicate-transfer-encoding, length-and-transfer-encoding, chunk, cgi-status.
/// </param>
/// <param name="Text">The part itself, printable: <c>Bad Name: x</c>.</param>
/// <param name="Since">The first nginx that minds; null = all of them.</param>
public sealed record InvalidPart(string Rule, string Text, string? Since = null);
