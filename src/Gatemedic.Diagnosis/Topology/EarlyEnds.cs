using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Connections that the peer ended before its answer was whole: what crashes, time limits, races and misunderstandings have in common.</summary>
public static class EarlyEnds
{
    private const int BrokenPipe = 32;
    private const int Reset = 104;

    private static readonly string[] Closed = ["premature-close", "fastcgi-stdout-closed", "fastcgi-request-closed", "http2-stream-closed", "kevent-closed"];
    private static readonly string[] Failed = ["recv-failed", "readv-failed", "send-failed", "writev-failed", "sendfile-failed", "ssl-read-failed", "ssl-write-failed"];

    /// <summary>The groups of the target's log that tell of one and that nothing later contradicts, newest first.</summary>
    public static ImmutableArray<ErrorGroup> EarlyEndsOf(this Target target) => [.. target.Current.Where(IsEarlyEnd)];

    /// <summary>The same with those that come now and then: more than one, although requests are answered in between.</summary>
    public static ImmutableArray<ErrorGroup> RecurringEarlyEndsOf(this Target target)
    {
        var current = target.EarlyEndsOf();
        ImmutableArray<ErrorGroup> all = [.. target.Unended.Where(IsEarlyEnd)];
        return all.Sum(g => g.Count) > 1 ? all : current;
    }

    /// <summary>It ended with its answer begun: the client has got a part of it, and no gateway error.</summary>
    public static bool IsInBody(ErrorGroup group) => group.Action == "reading upstream";

    private static bool IsEarlyEnd(ErrorGroup group) =>
        group.Action is not ("connecting to upstream" or "SSL handshaking to upstream" or "sending to client")
        && (Closed.Contains(group.Signature) || (Failed.Contains(group.Signature) && group.Errno is Reset or BrokenPipe));
}
