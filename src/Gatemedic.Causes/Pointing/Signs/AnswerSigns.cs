using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What nginx's trouble with an upstream that it has reached points to.</summary>
internal static class AnswerSigns
{
    private const string Header = "reading response header from upstream";
    private const string Body = "reading upstream";

    // A connection that ends without a word fits four stories; only another witness tells which.
    private static readonly ImmutableArray<Guess> Ended =
    [
        new Guess("upstream-reset", 1.1, "why is not to be seen from nginx"),
        new Guess("upstream-crash", 0.9, "the process may have died over the request"),
        new Guess("app-timeout-kill", 0.5, "the application server's own time limit may have killed it"),
        new Guess("keepalive-race", 0.1, "it may have closed an idle connection just as nginx used it again"),
        new Guess("oom-killed", -0.7, "it may have been killed for memory"),
        new Guess("protocol-mismatch", -0.5, "it may speak another protocol"),
    ];

    internal static readonly ImmutableArray<PointingRow> All =
    [
        new("upstream-timed-out", "{peer} did not answer in time {times}",
            new Guess("slow-upstream", 2.2, "the application needs longer than nginx waits"), new Guess("memory-pressure", -0.7, "the host may be short of memory")) { Action = Header },
        new("upstream-timed-out", "{peer} did not answer in time {times}",
            new Guess("slow-upstream", 2.0, "the application needs longer than nginx waits"), new Guess("php-fpm-saturated", 0.8, "the pool may have no free child")) { Action = Header, Scheme = "fastcgi" },
        new("upstream-timed-out", "{peer} did not take the request in time {times}", new Guess("slow-upstream", 1.6, "the application does not read")) { Action = "sending request to upstream" },
        new("upstream-timed-out", "{peer} paused too long within its answer {times}", new Guess("slow-upstream", 1.6, "the application is slower than nginx waits")) { Action = Body },
        new("upstream-timed-out", "the TLS handshake with {peer} took too long {times}",
            new Guess("protocol-mismatch", 0.9, "it may not speak TLS"), new Guess("tls-handshake", 0.8, "it may not finish the handshake"), new Guess("slow-upstream", 0.5, "it may be overloaded")) { Action = "SSL handshaking" },
        new("upstream-timed-out", "{peer} was too slow {times}", new Guess("slow-upstream", 1.4, "the application needs longer than nginx waits")),
        new("premature-close", "{peer} closed the connection without an answer {times}", Ended),
        new("premature-close", "{peer} closed the connection within its answer {times}",
            new Guess("upstream-crash", 1.3, "the process may have died over it"), new Guess("upstream-reset", 0.9, "why is not to be seen from nginx"),
            new Guess("app-timeout-kill", 0.3, "its own time limit may have ended it"), new Guess("oom-killed", -0.7, "it may have been killed for memory")) { Action = Body },
        new("recv-failed", "{peer} reset the connection before it answered {times}", Ended) { Errno = 104 },
        new("recv-failed", "the connection to {peer} died {times}", new Guess("host-unreachable", 0.8, "the machine or the way to it may be gone"), new Guess("upstream-reset", 0.6, "why is not to be seen from nginx")) { Errno = 110 },
        new("readv-failed", "{peer} reset the connection within its answer {times}", Ended) { Errno = 104 },
        new("kevent-closed", "{peer} closed the connection {times}", Ended),
        .. new[] { "send-failed", "writev-failed", "sendfile-failed" }.Select(id => new PointingRow(id, "{peer} closed the connection while the request was sent {times}",
            new Guess("upstream-reset", 1.1, "it may refuse such requests"), new Guess("keepalive-race", 1.0, "it may have closed an idle connection just as nginx used it again"),
            new Guess("upstream-crash", 0.3, "it may have died"))),
        new("fastcgi-stdout-closed", "{peer} ended without an answer {times}",
            new Guess("upstream-crash", 1.3, "the script's process died"), new Guess("app-timeout-kill", 0.8, "a time limit may have ended it"), new Guess("upstream-reset", 0.5, "why is not to be seen from nginx")),
        new("fastcgi-request-closed", "{peer} ended within its answer {times}",
            new Guess("upstream-crash", 1.3, "the script's process died"), new Guess("app-timeout-kill", 0.6, "a time limit may have ended it")),
        new("http2-stream-closed", "{peer} ended the stream too early {times}", new Guess("upstream-reset", 1.2, "why is not to be seen from nginx"), new Guess("upstream-crash", 0.8, "the process may have died")),
        new("http2-rejected", "{peer} rejected the request {times}", new Guess("upstream-reset", 1.6, "it does not take it")),
        new("http2-goaway", "{peer} sent the connection away {times}", new Guess("upstream-reset", 1.4, "it may be restarting")),
        new("too-big-header", "the response header of {peer} did not fit the buffer {times}", new Guess("header-too-big", 4.5, "proxy_buffer_size or its twin is smaller than that header")),
        new("http2-header-too-large", "the response header of {peer} did not fit the buffer {times}", new Guess("header-too-big", 3.5, "grpc_buffer_size is smaller than that header")),
        new("no-valid-http-header", "{peer} answered with something that is no HTTP {times}; nginx passes it on with status 009",
            new Guess("protocol-mismatch", 3, "it speaks another protocol"), new Guess("invalid-response", 0.3, "it may break its own protocol")),
        new("fastcgi-version", "{peer} answered with something that is no FastCGI {times}", new Guess("protocol-mismatch", 3.6, "it speaks another protocol, HTTP perhaps")),
        .. new[] { "fastcgi-invalid-record", "fastcgi-unexpected-record", "memcached-invalid-response" }.Select(id => new PointingRow(id,
            "{peer} does not keep to the protocol ({times})", new Guess("protocol-mismatch", 1.8, "it may speak another"), new Guess("invalid-response", 1.2, "it may break its own"))),
        new("grpc-too-large-frame", "{peer} answered with something that is no HTTP/2 {times}", new Guess("protocol-mismatch", 3.4, "it speaks HTTP/1 or another protocol")),
        new("premature-response", "{peer} spoke before the TLS handshake {times}", new Guess("protocol-mismatch", 2.6, "it does not speak TLS")),
        new("ssl-handshake-failed", "the TLS handshake with {peer} failed {times} ({reason})", new Guess("protocol-mismatch", 3.2, "it speaks plain text there"), new Guess("tls-handshake", 0.2, "it may speak a version that nginx refuses"))
            { Field = ("reason", ["wrong version number", "unknown protocol", "http request", "packet length too long", "record layer failure"]) },
        new("ssl-handshake-failed", "the TLS handshake with {peer} failed {times}", new Guess("tls-handshake", 2.6, "name (SNI), version, cipher or client certificate do not suit it")),
        new("ssl-peer-closed", "{peer} left the TLS handshake {times}", new Guess("tls-handshake", 1.6, "name (SNI) or certificate may not suit it"), new Guess("protocol-mismatch", 0.6, "it may speak no TLS"), new Guess("upstream-crash", -0.3, "it may have died")),
        new("ssl-read-failed", "the TLS connection to {peer} broke {times}", new Guess("tls-handshake", 2, "it may want a client certificate")),
        new("ssl-verify-error", "the certificate of {peer} was not accepted {times} ({text})", new Guess("tls-verify", 4.5, "the check of proxy_ssl_verify fails")),
        new("ssl-name-mismatch", "the certificate of {peer} is not for {name} ({times})", new Guess("tls-verify", 4.5, "the name that nginx checks is another")),
        .. new[]
        {
            "invalid-header", "invalid-status", "duplicate-framing-header", "length-and-transfer-encoding", "unknown-transfer-encoding", "invalid-content-length",
            "invalid-chunked-response", "bad-trailers", "early-hints-in-http10", "http2-invalid-header", "http2-status-header", "http2-malformed-frame", "http2-bad-header-block",
            "http2-flow-control", "http2-wrong-stream", "http2-unexpected-frame", "http2-body-too-long", "http2-flood", "fastcgi-joined-header",
        }.Select(id => new PointingRow(id, "{peer} broke the protocol in its answer {times}", new Guess("invalid-response", 3.2, "nginx refuses such an answer"))),
        new("client-closed", "clients left before {peer} answered ({times})", new Guess("slow-upstream", 1.2, "they wait no longer than that")),
    ];
}
