using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Answers that broke off: the peer took the connection and closed or reset it before it had answered in full.</summary>
public static class BrokenAnswers
{
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    /// <summary>The groups of the target that say so and that nothing later contradicts, newest first.</summary>
    public static ImmutableArray<ErrorGroup> BrokenOff(this Target target) => [.. target.Current.Where(IsOne)];

    /// <summary>The same with those that come now and then: more than one, although requests are answered in between.</summary>
    public static ImmutableArray<ErrorGroup> BrokenOffNowAndThen(this Target target)
    {
        ImmutableArray<ErrorGroup> all = [.. target.Unended.Where(IsOne)];
        return all.Sum(g => g.Count) > 1 ? all : target.BrokenOff();
    }

    /// <summary>It broke off with its answer begun: the client has got a part of it, and no gateway error.</summary>
    public static bool IsInBody(ErrorGroup group) => group.Action == "reading upstream";

    private static bool IsOne(ErrorGroup group) => group.Action is not ("SSL handshaking to upstream" or "sending to client") && group.Signature switch
    {
        "premature-close" or "fastcgi-stdout-closed" or "fastcgi-request-closed" or "http2-stream-closed" => true,
        "recv-failed" or "readv-failed" or "send-failed" or "writev-failed" or "sendfile-failed" => group.Errno is ConnectionReset or BrokenPipe,
        _ => false,
    };
}
