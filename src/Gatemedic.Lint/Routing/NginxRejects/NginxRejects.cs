using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Everything for which nginx would refuse the configuration, all at once: nginx itself stops at the first.</summary>
public sealed class NginxRejects : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new("nginx-rejects", CheckGroup.Routing, LintSeverity.Error, "nginx refuses to load the configuration")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var options = new DirectiveRuleOptions { Version = subject.Version, Context = IsBare(subject) ? DirectiveContexts.Any : DirectiveContexts.Main };
        return DirectiveRules.Check(subject.Tree, options)
            .Select(fault => new Complaint(fault.File, fault.Line, fault.Message, fault.Hint ?? "write it as nginx's documentation of this directive says"))
            .Concat(LocationFaults.Of(subject))
            .Concat(ServerFaults.Of(subject))
            .Concat(UpstreamFaults.Of(subject))
            .DistinctBy(complaint => (complaint.File, complaint.Line));
    }

    /// <summary>A fragment without the blocks that it is made for.</summary>
    private static bool IsBare(LintSubject subject) =>
        subject.IsFragment && !subject.Tree.Children().Any(d => d.Name is "http" or "events" or "stream" or "mail");
}
