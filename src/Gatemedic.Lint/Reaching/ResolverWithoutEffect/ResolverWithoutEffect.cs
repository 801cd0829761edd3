namespace Gatemedic.Lint;

/// <summary>A <c>resolver</c> beside static names: the resolver is asked only for variables and for <c>resolve</c>; static names were resolved at load by the system.</summary>
public sealed class ResolverWithoutEffect : ICheck
{
    /// <summary>Parts of names of directives whose modules use the resolver on their own.</summary>
    private static readonly string[] OtherUsers = ["stapling", "ssl_ocsp", "lua", "js_", "acme_", "otel_", "auth_jwt", "auth_oidc", "mgmt"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolver-without-effect", CheckGroup.Reaching, LintSeverity.Note, "A resolver is set, but no upstream name that it governs is resolved at run time")
    {
        LeadsTo = ["dns-stale"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.IsFragment || subject.Model.Upstreams.Any(u => u.Servers.Any(s => s.Resolve)) || HasOtherUser(subject)
            ? []
            : from resolver in subject.All("resolver")
              let governed = subject.Model.Passes.Where(p => subject.Model.Effective(p, "resolver") is { } e && e.File == resolver.Directive.File && e.Line == resolver.Directive.Line).ToList()
              where !governed.Exists(p => p.HasVariables)
              let named = governed.SelectMany(Peers.Of).FirstOrDefault(a => Peers.IsName(a) && a.Host != "localhost")
              where named is not null
              select Complaint.At(
                  resolver.Directive,
                  $"this resolver is never asked for \"{named.Host}\": a name without a variable is resolved by the system when nginx loads",
                  "put the name into a variable in the pass directive, or write \"resolve\" on the server line of a group (open source since 1.27.3)");

    private static bool HasOtherUser(LintSubject subject) =>
        Array.Exists(OtherUsers, part => subject.HasDirective(d => d.Name.Contains(part, StringComparison.Ordinal)));
}
