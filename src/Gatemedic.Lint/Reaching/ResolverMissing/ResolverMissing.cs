namespace Gatemedic.Lint;

/// <summary>A pass with a variable whose host is a name at run time, where no <c>resolver</c> holds: nginx answers 502 (ngx_http_upstream_init_request).</summary>
public sealed class ResolverMissing : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolver-missing", CheckGroup.Reaching, LintSeverity.Error, "A pass to a host name in a variable has no resolver")
    {
        LeadsTo = ["resolver-missing"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        subject.IsFragment
            ? []
            : from pass in subject.Model.Passes
              where pass.HasVariables && subject.Words(pass, "resolver").IsEmpty
              let name = new VariableHosts(subject).NameOf(pass)
              where name is not null
              select Complaint.At(
                  pass.Directive,
                  $"the host is \"{name}\", a name that must be resolved at run time, but no resolver holds here: nginx answers 502 with \"no resolver defined to resolve\"",
                  "set a \"resolver\" in this location, its server or http, with the address of your name server (Docker: 127.0.0.11)");
}
