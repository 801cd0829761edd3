using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Every reason for which a request can fail, as finely as log lines can tell.</summary>
public static class FailureReasons
{
    /// <summary>Id of the reason for which no sign stands.</summary>
    public const string Unknown = "unknown";

    /// <summary>All reasons. Status "cut" is an answer that ends too early: its status is the upstream's own.</summary>
    public static ImmutableArray<FailureReason> All { get; } =
    [
        new("connection-refused", "502", "connection refused by the upstream"),
        new("connect-timeout-kernel", "502", "the kernel gave up connecting to the upstream"),
        new("host-unreachable", "502", "no way to the upstream's host"),
        new("connect-forbidden", "502", "this host forbids the connection to the upstream"),
        new("connect-failed", "502", "connecting to the upstream failed"),
        new("socket-missing", "502", "the upstream's unix socket does not exist"),
        new("socket-permission", "502", "nginx may not open the upstream's unix socket"),
        new("socket-full", "502", "the queue of the upstream's unix socket is full"),
        new("no-local-port", "502", "no local port left for a connection to the upstream"),
        new("no-live-upstreams", "502", "no peer of the upstream group was taken for alive"),
        new("name-not-resolved", "502", "the upstream's name could not be resolved"),
        new("resolver-missing", "502", "the upstream's name could not be resolved for want of a resolver"),
        new("tls-handshake", "502", "the TLS handshake with the upstream failed"),
        new("tls-verify", "502", "the upstream's certificate was not accepted"),
        new("tls-failed", "502", "the TLS connection to the upstream broke"),
        new("closed-while-sending", "502", "the upstream closed the connection while it was sent the request"),
        new("premature-close", "502", "the upstream closed the connection without an answer"),
        new("reset", "502", "the upstream reset the connection before it answered"),
        new("connection-died", "502", "the connection to the upstream died before the answer"),
        new("too-big-header", "502", "the upstream's header is too big for the buffer"),
        new("invalid-header", "502", "the upstream sent an invalid header"),
        new("invalid-status", "502", "the upstream sent an invalid status"),
        new("premature-response", "502", "the upstream answered before it was asked"),
        new("fastcgi-closed", "502", "the FastCGI application ended without an answer"),
        new("fastcgi-protocol", "502", "the upstream does not speak FastCGI as it should"),
        new("memcached-protocol", "502", "memcached answered something else than a value"),
        new("grpc-rejected", "502", "the upstream rejected the HTTP/2 request"),
        new("grpc-goaway", "502", "the upstream sent away the HTTP/2 connection"),
        new("grpc-not-http2", "502", "the upstream answered with something else than HTTP/2"),
        new("grpc-closed", "502", "the upstream ended the HTTP/2 stream too early"),
        new("grpc-too-big-header", "502", "the upstream's HTTP/2 header is too big for the buffer"),
        new("grpc-protocol", "502", "the upstream broke the rules of HTTP/2"),

        new("connect-timeout", "504", "connecting to the upstream took too long"),
        new("tls-timeout", "504", "the TLS handshake with the upstream took too long"),
        new("send-timeout", "504", "the upstream did not take the request in time"),
        new("read-timeout", "504", "the upstream did not answer in time"),

        new("body-timeout", "cut", "the upstream paused too long within its answer"),
        new("premature-close-body", "cut", "the upstream closed the connection within its answer"),
        new("reset-body", "cut", "the upstream reset the connection within its answer"),
        new("invalid-body", "cut", "the upstream broke the framing of its answer"),
        new("not-http", "009", "the upstream answered something else than HTTP"),

        new("upstream-returned-500", "500", "the upstream itself answered 500"),
        new("upstream-returned-502", "502", "the upstream itself answered 502"),
        new("upstream-returned-503", "503", "the upstream itself answered 503"),
        new("upstream-returned-504", "504", "the upstream itself answered 504"),

        new("client-gave-up", "499", "the client left before it was answered"),
        new("limit-req", "503", "limit_req refused the request"),
        new("limit-conn", "503", "limit_conn refused the request"),
        new("limit-zone-full", "503", "the shared memory of a limit was full"),
        new("limited", "503", "a limit of nginx refused the request"),
        new("returned-by-nginx", "-", "nginx's configuration or cache answered so"),

        new("out-of-files", "500", "nginx was out of file descriptors"),
        new("worker-connections", "500", "worker_connections were used up"),
        new("bind-failed", "500", "nginx could not bind the local address for the upstream"),
        new("disk-full", "-", "no space left for a temporary file"),
        new("temp-file", "-", "a temporary file could not be written"),
        new("auth-request-status", "500", "auth_request was answered with an unexpected status"),
        new("redirection-cycle", "500", "internal redirects went in circles"),
        new("upstream-address-invalid", "500", "the upstream's address made no sense"),
        new("request-too-long-for-upstream", "500", "the request is too long for the upstream's protocol"),
        new("internal-500", "500", "nginx failed within itself"),

        new(Unknown, "-", "no sign of the reason"),
    ];

    private static readonly Dictionary<string, FailureReason> ById = All.ToDictionary(r => r.Id);

    /// <summary>The reason with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static FailureReason Get(string id) => ById[id];
}
