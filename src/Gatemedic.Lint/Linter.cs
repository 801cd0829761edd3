using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Runs checks over a subject and applies the ignore comments of its files.</summary>
public sealed class Linter(ImmutableArray<ICheck> checks)
{
    /// <summary>Every finding once, in order of file and line; those that a comment ignores carry its reason.</summary>
    /// <param name="subject">What to look at.</param>
    /// <param name="files">Its files, for their comments.</param>
    public ImmutableArray<LintFinding> Run(LintSubject subject, IConfigFiles files)
    {
        var comments = IgnoreComments.Read(subject.Tree, files);
        var found = checks
            .SelectMany(check => check.Inspect(subject).Select(complaint => new LintFinding(check.Profile, complaint)))
            .DistinctBy(f => (f.Check.Code, f.Complaint.File, f.Complaint.Line, f.Complaint.Message))
            .Select(comments.Apply)
            .ToList();
        return
        [
            .. found.Concat(comments.Faults())
                .OrderBy(f => f.Complaint.File, StringComparer.Ordinal)
                .ThenBy(f => f.Complaint.Line)
                .ThenBy(f => f.Check.Code, StringComparer.Ordinal),
        ];
    }
}
