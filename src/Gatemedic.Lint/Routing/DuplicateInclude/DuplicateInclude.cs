using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A file that becomes part of one block twice: lists such as proxy_set_header double, and their values are sent twice.</summary>
public sealed class DuplicateInclude : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "duplicate-include", CheckGroup.Routing, LintSeverity.Warning, "A file is included twice into one block, so what it lists is there twice")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from level in PlacedInclude.Of(subject).GroupBy<PlacedInclude, object?>(i => i.Block, ReferenceEqualityComparer.Instance)
        from same in level.SelectMany(include => include.Files(subject).Select(file => (include.Directive, File: file))).GroupBy(pair => pair.File)
        from again in same.Skip(1)
        select Complaint.At(
            again.Directive,
            $"\"{same.Key}\" is included into this {(level.Key is Directive block ? block.Name : "file")} already by {same.First().Directive.Where}: its headers, parameters or servers are there twice",
            "remove one of the two includes")
            with
        { Related = [RelatedPlace.Of(same.First().Directive, "includes it first")] };
}
