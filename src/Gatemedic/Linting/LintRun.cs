using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Lint;

namespace Gatemedic.Linting;

/// <summary>Lints what was read, and keeps what was asked about.</summary>
internal static class LintRun
{
    /// <summary>What was found, without the configurations that hold nothing of what was asked about.</summary>
    public static LintReport Of(LintRequest request, ImmutableArray<LintInput> inputs)
    {
        var linter = new Linter(request.Checks);
        var linted = from input in inputs
                     let focuses = Focuses(request, input.Subject)
                     where !focuses.Contains(null)
                     let imagined = (input.Files as FragmentFiles)?.MainPath
                     select new LintedInput(input, [.. linter.Run(input.Subject, input.Files).Where(f => f.Complaint.File != imagined && focuses.All(focus => focus!.Holds(f)))]);
        return new LintReport([.. linted], request.Checks) { Url = request.Url?.Url, Upstream = request.Upstream };
    }

    /// <summary>What is asked about in one configuration; null for what it does not hold.</summary>
    private static ImmutableArray<LintFocus?> Focuses(LintRequest request, LintSubject subject) =>
    [
        .. request.Url is { } url ? [LintFocus.OnRoute(subject, url)] : ImmutableArray<LintFocus?>.Empty,
        .. request.Upstream is { } upstream ? [LintFocus.OnUpstream(subject, upstream)] : ImmutableArray<LintFocus?>.Empty,
    ];
}
