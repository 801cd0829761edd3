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

    private static bool IsOne(ErrorGroup group) => group.Signature switch
    {
        "premature-close" or "fastcgi-stdout-closed" or "fastcgi-request-closed" or "http2-stream-closed" => true,
        "recv-failed" or "readv-failed" or "send-failed" or "writev-failed" => group.Errno is ConnectionReset or BrokenPipe,
        _ => false,
    };
}
