namespace Gatemedic.Lint;

/// <summary>A pass to a group without a Host header of its own: nginx sends <c>$proxy_host</c>, the group's name.</summary>
public sealed class HostHeaderIsGroup : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "host-header-is-group", CheckGroup.Speaking, LintSeverity.Note, "The Host header sent to an upstream is the name of the group")
    {
        LeadsTo = ["upstream-returned-502", "invalid-response"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where !subject.IsFragment && ProxyHeaders.IsHttp(pass) && pass.Upstream is { } upstream && !upstream.Name.Contains('.', StringComparison.Ordinal)
        where ProxyHeaders.Value(subject, pass, "Host") is null
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            $"the upstream gets \"Host: {pass.Upstream!.Name}\", the name of the group: an application that looks at the Host answers 400 or 404, or builds links to that name",
            "write \"proxy_set_header Host $host;\", or the name that the servers answer to");
}
