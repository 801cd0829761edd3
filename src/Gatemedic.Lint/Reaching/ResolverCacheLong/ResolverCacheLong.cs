using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Docker's resolver without <c>valid=</c>: its answers carry a time to live of 600 seconds, for which nginx keeps a dead container's address.</summary>
public sealed class ResolverCacheLong : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolver-cache-long", CheckGroup.Reaching, LintSeverity.Warning, "Docker's resolver is used without valid=: its answers are kept for ten minutes")
    {
        LeadsTo = ["dns-stale", "container-address-stale"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from resolver in subject.All("resolver")
        let directive = resolver.Directive
        where directive.Args.Any(a => a is "127.0.0.11" or "127.0.0.11:53") && !directive.Args.Any(a => a.StartsWith("valid=", StringComparison.Ordinal))
        select Complaint.At(
            directive,
            "Docker's resolver answers with a time to live of 600 seconds, so nginx goes on to the old address for up to ten minutes after a container was made anew",
            "write \"valid=10s\" behind the address")
        with
        {
            Edits = [new Edit(directive.File, directive.Span.End - 1, directive.Span.End - 1, " valid=10s")],
        };
}
