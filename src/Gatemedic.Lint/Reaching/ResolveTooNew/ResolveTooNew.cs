using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An upstream server with <c>resolve</c> for an nginx whose open-source edition does not know it: nginx refuses the configuration.</summary>
public sealed class ResolveTooNew : ICheck
{
    private static readonly NginxVersion Known = new(1, 27, 3);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "resolve-too-new", CheckGroup.Reaching, LintSeverity.Error, "An upstream server uses resolve, which this nginx does not know")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) => subject.Version >= Known
        ? []
        : from upstream in subject.Model.Upstreams
          from server in upstream.Servers
          where server.Resolve
          select Complaint.At(
              server.Directive,
              $"nginx {subject.Version} does not know \"resolve\" (open source has it since {Known}) and refuses the configuration",
              $"upgrade to {Known} or later, or put the name into a variable in proxy_pass and set a resolver");
}
