using System.Collections.Immutable;
using static Gatemedic.Logs.FailurePhase;

namespace Gatemedic.Logs;

/// <summary>What an error record says about why its request failed: the first row that fits, by signature, errno and phase.</summary>
internal static class ErrorReasons
{
    /// <summary>A row: the signature; errnos and phases for which it holds (none for all); the peer is a unix socket, or is not; the reason.</summary>
    internal sealed record Row(string Signature, ImmutableArray<int> Errnos, ImmutableArray<FailurePhase> Phases, bool? Unix, string? Reason);

    private static readonly int[] Full = [23, 24];

    internal static readonly ImmutableArray<Row> Rows =
    [
        .. Connecting("connect-failed"), .. Connecting("connect-to-failed"),
        Says("no-live-upstreams", "no-live-upstreams"),
        Says("upstream-timed-out", "connect-timeout", Connect), Says("upstream-timed-out", "tls-timeout", Handshake),
        Says("upstream-timed-out", "send-timeout", Send), Says("upstream-timed-out", "body-timeout", Body), Says("upstream-timed-out", "read-timeout"),
        Says("premature-close", "premature-close-body", Body), Says("premature-close", "premature-close"),
        Says("premature-response", "premature-response"),
        Says("too-big-header", "too-big-header"),
        Says("no-resolver-defined", "resolver-missing"),
        Says("could-not-be-resolved", "name-not-resolved"),
        Says("service-not-resolved", "name-not-resolved"), Says("service-target-not-resolved", "name-not-resolved"),
        Says("upstream-zone-full", "no-live-upstreams"),

        .. Broken("recv-failed"), .. Broken("readv-failed"), .. Broken("send-failed"), .. Broken("writev-failed"), .. Broken("sendfile-failed"),
        .. Broken("kevent-closed"),
        .. Secured("ssl-handshake-failed", "tls-handshake"), .. Secured("ssl-peer-closed", "tls-handshake"),
        .. Secured("ssl-read-failed", "tls-failed"), .. Secured("ssl-write-failed", "tls-failed"),
        Says("ssl-verify-error", "tls-verify"), Says("ssl-name-mismatch", "tls-verify"),

        Says("duplicate-framing-header", "invalid-header"), Says("length-and-transfer-encoding", "invalid-header"),
        Says("unknown-transfer-encoding", "invalid-header"), Says("invalid-content-length", "invalid-header"),
        Says("early-hints-in-http10", "invalid-header"), Says("invalid-header", "invalid-header"),
        Says("no-valid-http-header", "not-http"),
        Says("invalid-chunked-response", "invalid-body"), Says("bad-trailers", "invalid-body"), Says("upgrade-in-subrequest", "invalid-body"),

        .. Cut("fastcgi-unexpected-record", "fastcgi-protocol"), .. Cut("fastcgi-version", "fastcgi-protocol"),
        .. Cut("fastcgi-invalid-record", "fastcgi-protocol"),
        Says("fastcgi-stdout-closed", "premature-close-body", Body), Says("fastcgi-stdout-closed", "fastcgi-closed"),
        Says("fastcgi-request-closed", "premature-close-body"),
        Says("invalid-status", "invalid-status"), Says("memcached-invalid-response", "memcached-protocol"),

        .. Cut("http2-rejected", "grpc-rejected"), .. Cut("http2-goaway", "grpc-goaway"), .. Cut("grpc-too-large-frame", "grpc-not-http2"),
        Says("http2-stream-closed", "premature-close-body", Body), Says("http2-stream-closed", "grpc-closed"),
        Says("http2-header-too-large", "grpc-too-big-header"), .. Cut("http2-bad-header-block", "grpc-protocol"),
        .. Cut("http2-body-too-long", "grpc-protocol"), .. Cut("http2-wrong-stream", "grpc-protocol"), .. Cut("http2-unexpected-frame", "grpc-protocol"),
        .. Cut("http2-status-header", "grpc-protocol"), .. Cut("http2-invalid-header", "invalid-header"), .. Cut("http2-flow-control", "grpc-protocol"),
        .. Cut("http2-flood", "grpc-protocol"), .. Cut("http2-malformed-frame", "grpc-protocol"),

        Says("client-closed", "client-gave-up"), Says("client-closed-early", "client-gave-up"), Says("client-canceled-stream", "client-gave-up"),
        Says("limit-req", "limit-req"), Says("limit-conn", "limit-conn"), Says("zone-full", "limit-zone-full"),

        With("socket-failed", Full, "out-of-files"), Says("socket-failed", "internal-500"), Says("file-table-full", "out-of-files"),
        Says("bind-failed", "bind-failed"), Says("worker-connections-not-enough", "worker-connections"),
        With("open-failed", [28], "disk-full"), With("open-failed", Full, "out-of-files"), Says("open-failed", "temp-file", Body),
        // Otherwise it is a file that was asked for: 404 or 403, and no upstream had a part in it.
        With("open-failed", [2, 13, 20, 21, 36, 40], null), Says("open-failed", "temp-file"), .. File("mkdir-failed"), .. File("write-file-failed"), Says("write-file-short", "disk-full"),
        Says("sendfile-truncated", "temp-file"),
        Says("auth-request-status", "auth-request-status"), Says("redirection-cycle", "redirection-cycle"), Says("subrequests-cycle", "redirection-cycle"),
        Says("no-port-in-upstream", "upstream-address-invalid"), Says("host-not-found-in-upstream", "upstream-address-invalid"),
        Says("invalid-upstream-address", "upstream-address-invalid"), Says("invalid-url-prefix", "upstream-address-invalid"),
        Says("zero-length-uri", "upstream-address-invalid"),
        Says("request-record-too-big", "request-too-long-for-upstream"), Says("http2-request-too-long", "request-too-long-for-upstream"),
        .. Internal(
            "no-upstream-configuration", "socket-option-failed", "socket-uncork-failed", "ssl-setup-failed", "ssl-certificate-unreadable",
            "fastcgi-joined-header", "request-length-mismatch", "split-path-info-failed", "memcached-key-not-set", "http2-no-connection-data",
            "named-location-missing", "rewritten-uri-empty", "variable-cycle", "cache-trouble", "thread-pool-trouble", "stream-internal-error"),
    ];

    private static readonly ILookup<string, Row> ById = Rows.ToLookup(r => r.Signature);

    // By position in the catalogue.
    private static readonly Row[][] BySignature = [.. SignatureCatalog.All.Select(s => ById[s.Id].ToArray())];

    /// <summary>The reason that a record gives; null when it says nothing about its request's failure.</summary>
    /// <param name="signature">Position of its signature in the catalogue.</param>
    /// <param name="errno">Its errno, or null.</param>
    /// <param name="phase">How far the request was.</param>
    /// <param name="unix">The peer is a unix socket.</param>
    internal static string? Of(int signature, int? errno, FailurePhase phase, bool unix)
    {
        foreach (var row in BySignature[signature])
        {
            if ((row.Errnos.IsEmpty || (errno is { } number && row.Errnos.Contains(number)))
                && (row.Phases.IsEmpty || row.Phases.Contains(phase)) && (row.Unix ?? unix) == unix)
            {
                return row.Reason;
            }
        }
        return null;
    }

    // Errno numbers are Linux's, and those of BSD and macOS where they differ (reference, section 4).
    private static IEnumerable<Row> Connecting(string signature) =>
    [
        With(signature, [111, 61], "connection-refused"),
        With(signature, [110, 60], "connect-timeout-kernel"),
        With(signature, [113, 101, 112, 100, 65, 51], "host-unreachable"),
        With(signature, [2], "socket-missing"),
        new(signature, [13], [], true, "socket-permission"),
        With(signature, [13, 1], "connect-forbidden"),
        With(signature, [11], "socket-full"),
        With(signature, [99, 98, 49, 48], "no-local-port"),
        With(signature, [104, 54], "reset"),
        Says(signature, "connect-failed"),
    ];

    // A broken pipe is always met while sending; nginx may say "reading response header" when it writes again after the first read.
    private static IEnumerable<Row> Broken(string signature) =>
    [
        new(signature, [], [FailurePhase.Client, Upgraded], null, null),
        new(signature, [104, 54], [Body], null, "reset-body"),
        Says(signature, "premature-close-body", Body),
        new(signature, [32, 104, 54], [Send], null, "closed-while-sending"),
        With(signature, [32], "closed-while-sending"),
        With(signature, [104, 54], "reset"),
        Says(signature, "connection-died"),
    ];

    private static IEnumerable<Row> Secured(string signature, string reason) =>
    [
        new(signature, [], [FailurePhase.Client, Other], null, null),
        Says(signature, "reset-body", Body),
        Says(signature, "tls-handshake", Handshake),
        Says(signature, reason),
    ];

    private static IEnumerable<Row> Cut(string signature, string reason) => [Says(signature, "invalid-body", Body), Says(signature, reason)];

    private static IEnumerable<Row> File(string signature) =>
        [With(signature, [28], "disk-full"), With(signature, Full, "out-of-files"), Says(signature, "temp-file")];

    private static IEnumerable<Row> Internal(params string[] signatures) => signatures.Select(s => Says(s, "internal-500"));

    private static Row Says(string signature, string reason, params FailurePhase[] phases) => new(signature, [], [.. phases], null, reason);

    private static Row With(string signature, int[] errnos, string? reason) => new(signature, [.. errnos], [], null, reason);
}
