using System.Collections.Immutable;
using static Gatemedic.Logs.AccessSigns;

namespace Gatemedic.Logs;

/// <summary>What an access record alone says about why its request failed: the first row whose status and signs fit.</summary>
internal static class AccessReasons
{
    /// <summary>A row: the status; signs that it needs; the reason and how likely it is; other reasons that fit; why.</summary>
    internal sealed record Row(int Status, AccessSigns Needs, string Reason, double Confidence, ImmutableArray<string> Others, string Because);

    private const string HeaderCame = "the upstream's header came whole, with this status";
    private const string NoTryNoLine = "no peer was tried, and the error log has no line of it";
    private const string NotMadeHere = "nginx writes an error line when it makes this status itself, and the error log has none of it";
    private const string OnlyGroup = "$upstream_addr ends with the group's name: no peer was left";
    private const string Silent = "the last peer was connected and sent no whole header";
    private const string Fewer = "the format tells little: only likelihood speaks for it";

    internal static readonly ImmutableArray<Row> Rows =
    [
        Of(499, None, "client-gave-up", 1, "nginx logs 499 when the client closed the connection first"),
        Of(9, None, "not-http", 1, "status 009: the answer had no HTTP status line and was passed on as HTTP/0.9"),

        Of(502, Header, "upstream-returned-502", 1, HeaderCame),
        Of(502, Group, "no-live-upstreams", 0.95, OnlyGroup),
        Of(502, EmptyRound, "name-not-resolved", 0.7, "the last round ended before a peer was chosen", "resolver-missing"),
        Of(502, NoTry | NoErrorLine, "returned-by-nginx", 0.8, NoTryNoLine, "name-not-resolved"),
        Of(502, NoTry | Slow, "name-not-resolved", 0.7, "no peer was tried, after a wait", "returned-by-nginx"),
        Of(502, NoTry, "name-not-resolved", 0.4, "no peer was tried", "resolver-missing", "returned-by-nginx"),
        Of(502, NoHeader | Unix | Unconnected, "socket-missing", 0.4, "the unix socket was not connected", "socket-permission", "socket-full", "connection-refused"),
        Of(502, NoHeader | Unconnected | Quick, "connection-refused", 0.75, "the last peer was not connected, at once", "connect-forbidden", "tls-handshake"),
        Of(502, NoHeader | Unconnected | Slow, "host-unreachable", 0.5, "the last peer was not connected, after a wait", "connect-timeout-kernel", "tls-handshake"),
        Of(502, NoHeader | Unconnected, "connection-refused", 0.5, "the last peer was not connected", "tls-handshake", "host-unreachable"),
        Of(502, NoHeader | Connected | FullBuffer, "too-big-header", 0.8, "as many bytes came as a header buffer holds, and no whole header", "premature-close"),
        Of(502, NoHeader | Connected, "premature-close", 0.55, Silent, "reset", "invalid-header", "too-big-header"),
        Of(502, NoHeader | Quick, "connection-refused", 0.6, "the last try failed at once", "premature-close", "reset"),
        Of(502, NoHeader, "premature-close", 0.5, "the last try failed after a while", "connection-refused", "reset", "host-unreachable"),
        Of(502, HeaderUnknown | NoErrorLine, "upstream-returned-502", 0.9, NotMadeHere),
        Of(502, TriesUnknown | NoErrorLine, "upstream-returned-502", 0.75, NotMadeHere, "returned-by-nginx"),
        Of(502, HeaderUnknown | Quick, "connection-refused", 0.4, "the last try failed at once", "upstream-returned-502", "premature-close", "reset"),
        Of(502, HeaderUnknown, "premature-close", 0.35, Fewer, "upstream-returned-502", "reset", "connection-refused"),
        Of(502, None, FailureReasons.Unknown, 0.1, "the format tells nothing about the upstream", "connection-refused", "premature-close", "upstream-returned-502"),

        Of(504, Header, "upstream-returned-504", 1, HeaderCame),
        Of(504, NoTry, "returned-by-nginx", 0.8, "no peer was tried"),
        Of(504, NoHeader | Unconnected, "connect-timeout", 0.85, "the last peer was not connected in time", "tls-timeout"),
        Of(504, NoHeader | Connected, "read-timeout", 0.9, Silent, "send-timeout"),
        Of(504, NoHeader, "read-timeout", 0.7, "the header did not come", "connect-timeout"),
        Of(504, HeaderUnknown | Quick, "upstream-returned-504", 0.8, "it was answered sooner than any time-out"),
        Of(504, HeaderUnknown | NoErrorLine, "upstream-returned-504", 0.9, NotMadeHere),
        Of(504, HeaderUnknown | Unconnected, "connect-timeout", 0.85, "the last peer was not connected in time", "tls-timeout"),
        Of(504, HeaderUnknown | Connected, "read-timeout", 0.75, "the last peer was connected", "upstream-returned-504"),
        Of(504, TriesUnknown | NoErrorLine, "upstream-returned-504", 0.75, NotMadeHere, "returned-by-nginx"),
        Of(504, None, "read-timeout", 0.5, Fewer, "connect-timeout", "upstream-returned-504"),

        Of(503, Header, "upstream-returned-503", 1, HeaderCame),
        Of(503, NoTry | NoErrorLine, "returned-by-nginx", 0.7, NoTryNoLine, "limited"),
        Of(503, NoTry, "limited", 0.6, "no peer was tried", "returned-by-nginx"),
        Of(503, HeaderUnknown, "upstream-returned-503", 0.95, "a peer was tried, and nginx itself makes 503 only before that"),
        Of(503, TriesUnknown | NoErrorLine, "upstream-returned-503", 0.75, NotMadeHere, "returned-by-nginx"),
        Of(503, None, "upstream-returned-503", 0.5, Fewer, "limited", "returned-by-nginx"),

        Of(500, Header, "upstream-returned-500", 1, HeaderCame),
        Of(500, NoStatus, "internal-500", 0.4, "the last try ended without a status", "out-of-files", "worker-connections", "disk-full"),
        Of(500, NoHeader, "internal-500", 0.4, "the header did not come", "out-of-files", "worker-connections", "returned-by-nginx"),
        Of(500, HeaderUnknown, "upstream-returned-500", 0.85, "a peer was tried and its try has a status", "internal-500"),
        Of(500, TriesUnknown | NoErrorLine, "upstream-returned-500", 0.75, NotMadeHere, "returned-by-nginx"),
        Of(500, None, "upstream-returned-500", 0.5, Fewer, "internal-500", "returned-by-nginx"),
    ];

    /// <summary>The row that fits; null for a status that is no failure.</summary>
    internal static Row? Find(int status, AccessSigns signs)
    {
        foreach (var row in Rows)
        {
            if (row.Status == status && (row.Needs & ~signs) == 0)
            {
                return row;
            }
        }
        return null;
    }

    private static Row Of(int status, AccessSigns needs, string reason, double confidence, string because, params string[] others) =>
        new(status, needs, reason, confidence, [.. others], because);
}
