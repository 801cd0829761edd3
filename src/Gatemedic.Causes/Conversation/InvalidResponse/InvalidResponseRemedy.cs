using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>Repairs of an answer that breaks the protocol: only the application can send a better one.</summary>
internal static class InvalidResponseRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, ImmutableArray<ErrorGroup> groups) =>
    [
        new Remedy
        {
            Id = "correct-answer",
            Title = "Look at the answer as it is on the wire, and correct what makes it in the application",
            Commands = [.. target.AskDirectly(FailingRoutes.PathsOf(groups, 1).FirstOrDefault("/"), "-s --raw -i --output - --max-time 5").Select(c => c + " | head -c 2000 | cat -A")],
            Risk = Risk.Medium,
            Verify = "the failing request is answered, and no new \"upstream sent invalid\" or \"duplicate header\" line stands in the error log",
            Undo = "put the application's old version back",
        },
    ];
}
