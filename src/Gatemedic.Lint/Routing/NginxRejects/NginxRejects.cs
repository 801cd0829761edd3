using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Everything for which nginx would refuse the configuration, all at once: nginx itself stops at the first.</summary>
public sealed class NginxRejects : ICheck
{
    // A remedy for a flaw that every release has: distributions bring it into theirs (Debian's 1.22.1 takes it).
    private const string BackPorted = "unknown directive \"max_headers\"";

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new("nginx-rejects", CheckGroup.Routing, LintSeverity.Error, "nginx refuses to load the configuration")
    {
        LeadsTo = ["config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var options = new DirectiveRuleOptions { Version = subject.Version, Context = subject.IsFragment ? DirectiveContexts.Any : DirectiveContexts.Main };
        return DirectiveRules.Check(subject.IsFragment ? Inner(subject.Tree) : subject.Tree, options)
            .Where(fault => fault.Message != BackPorted)
            .Select(fault => new Complaint(fault.File, fault.Line, fault.Message, fault.Hint ?? "write it as nginx's documentation of this directive says"))
            .Concat(LocationFaults.Of(subject))
            .Concat(ServerFaults.Of(subject))
            .Concat(ListenFaults.Of(subject))
            .Concat(UpstreamFaults.Of(subject))
            .DistinctBy(complaint => (complaint.File, complaint.Line));
    }

    /// <summary>A fragment without the blocks that are thought around it, which may be others in truth; so may be where its relative includes start.</summary>
    private static ConfigTree Inner(ConfigTree fragment)
    {
        var inner = fragment.Root;
        while (inner is [{ Block: { } block } around] && !around.IsWritten())
        {
            inner = block;
        }

        return new ConfigTree(inner, fragment.Error is { } error && !error.Message.StartsWith("open()", StringComparison.Ordinal) ? error : null);
    }
}
