using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>
/// The comments that silence a check: <c># gatemedic:ignore CHECK reason</c>, at the end of a directive's line or alone above it. Above a block it
/// holds for the whole block.
/// </summary>
internal sealed class IgnoreComments
{
    private static readonly CheckProfile Fault = new("ignore-comment", CheckGroup.Seeing, LintSeverity.Warning, "A gatemedic:ignore comment that silences nothing or gives no reason")
    {
        LeadsTo = [],
    };

    private readonly ImmutableArray<IgnoreComment> comments;
    private readonly HashSet<IgnoreComment> used = [];

    private IgnoreComments(ImmutableArray<IgnoreComment> comments) => this.comments = comments;

    /// <summary>The comments of every file of a tree.</summary>
    public static IgnoreComments Read(ConfigTree tree, IConfigFiles files) => new([.. IgnoreCommentScanner.Scan(tree, files)]);

    /// <summary>The finding, with the reason of the comment that covers it, if any.</summary>
    public LintFinding Apply(LintFinding finding)
    {
        var covering = comments.FirstOrDefault(c => c.Check == finding.Check.Code && c.Reason.Length > 0 && c.Covers(finding.Complaint));
        if (covering is null)
        {
            return finding;
        }

        used.Add(covering);
        return finding with { Ignored = covering.Reason };
    }

    /// <summary>What is wrong with the comments themselves: no reason, no such check, nothing to ignore. Asked after all findings were applied.</summary>
    public IEnumerable<LintFinding> Faults() =>
        from comment in comments
        let message = CheckCatalog.Find(comment.Check) is null ? $"there is no check \"{comment.Check}\""
            : comment.Reason.Length == 0 ? $"{comment.Check} is not ignored here, because the comment gives no reason"
            : !used.Contains(comment) ? $"nothing here is found by {comment.Check}; the comment can go"
            : null
        where message is not null
        select new LintFinding(Fault, new Complaint(comment.File, comment.Line, message, "write \"# gatemedic:ignore CHECK reason\" above the directive or at the end of its line"));
}

/// <summary>One ignore comment.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Line">1-based line of the comment.</param>
/// <param name="Check">The check it names; empty when it names none.</param>
/// <param name="Reason">Why; empty when it gives none.</param>
/// <param name="From">First line that it covers.</param>
/// <param name="To">Last line that it covers.</param>
internal sealed record IgnoreComment(string File, int Line, string Check, string Reason, int From, int To)
{
    /// <summary>The complaint lies where the comment holds.</summary>
    public bool Covers(Complaint complaint) => complaint.File == File && complaint.Line >= From && complaint.Line <= To;
}
