namespace Gatemedic.Lint;

/// <summary>A group that no pass leads to and no other word of the configuration names: requests go elsewhere than whoever wrote it believes.</summary>
public sealed class UpstreamUnused : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "upstream-unused", CheckGroup.Reaching, LintSeverity.Note, "A group that nothing passes to")
    {
        LeadsTo = ["wrong-port"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.IsFragment || subject.Model.Passes.Any(p => p.Undecided is not null)
            ? []
            : from upstream in subject.Model.Upstreams
              where !subject.Model.Passes.Any(p => p.Upstream == upstream)
              where !subject.HasDirective(d => d.Name != "upstream" && d.Args.Any(a => a.Contains(upstream.Name, StringComparison.OrdinalIgnoreCase)))
              select Complaint.At(
                  upstream.Directive,
                  $"nothing passes to the group \"{upstream.Name}\": a change of its servers has no effect",
                  "pass to it, or remove it");
}
