using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>A variable in the *_pass names a host, and no resolver is there to find it.</summary>
public sealed class ResolverMissing : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("resolver-missing", CauseGroup.Reaching)
    {
        Rivals = ["dns-failure"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.NamesWithoutResolver().Select(r => Judge(scene, r));

    private static Verdict Judge(Scene scene, UnresolvedRoute route)
    {
        var (name, group) = (route.Name, route.Logged);
        var verdict = route.Target is { } target ? new Verdict(target) : new Verdict(route.Instance);
        if (group is not null)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Log, group.Says($"no resolver defined to resolve {name}"), group.Samples[0].Source);
        }

        if (route.OnDisk is { } resolver)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"the configuration on disk has a resolver for these requests: {resolver.Text}; nginx has not loaded it", resolver.Where);
        }

        foreach (var pass in route.Passes.Take(2))
        {
            verdict.For(
                group is null ? Weigh.Decisive : Weigh.Slight,
                EvidenceKind.Config,
                $"{pass.Directive.Name} {pass.Directive.Args[0]} holds a variable and leads to the name {name}, and no resolver is in force there",
                pass.Directive.Where);
        }

        foreach (var question in ResolverMissingRemedy.Servers(scene, route.Instance).SelectMany(s => RunTimeNames.Ask(scene, route.Instance, s, name, _ => true)))
        {
            verdict.Ask(question);
        }

        // A route that nobody asked for yet fails as surely, but nothing has failed.
        verdict.Severity = group is null ? Severity.Warning : Severity.Critical;
        verdict.Title = $"nginx has no resolver to look up {name} with";
        verdict.Explanation =
            $"{(route.Passes is [var first, ..] ? $"{first.Directive.Where} leads to a name through a variable" : "The target of these requests holds a variable and comes to a name")}, so nginx looks {name} up at each request, by its own resolver: " +
            "it does not use the hosts file or /etc/resolv.conf for that. Without a resolver directive it cannot, and answers 502 without trying the application.";
        verdict.Remedies = ResolverMissingRemedy.For(scene, route);
        return verdict;
    }
}
