using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The upstream's name does not resolve.</summary>
public sealed class DnsFailure : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("dns-failure", CauseGroup.Reaching)
    {
        Details = ["nxdomain", "timeout", "servfail"],
        Rivals = ["upstream-down", "container-network", "resolver-missing"],
        Explains = ["nginx-down", "config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from trouble in scene.NamesInTrouble()
        from verdict in scene.SubjectsOf(trouble)
        select Judge(scene, verdict, trouble);

    private static Verdict Judge(Scene scene, Verdict verdict, NameTrouble trouble)
    {
        var name = trouble.Name;
        verdict.Ask(Survey.NameOf(scene, trouble.Instance, name));
        if (trouble.Test is { } test)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Config, $"nginx -t: {test.Message}", test.File is null ? "nginx -t" : $"{test.File}:{test.Line}");
        }

        if (trouble.AtLoad is { } load)
        {
            verdict.For(trouble.Test is null ? Weigh.Decisive : Weigh.Slight, EvidenceKind.Log, $"{load.Time:HH:mm:ss}: nginx did not load: {load.Message}", load.Source);
        }

        if (trouble.AtRunTime is { } run)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Log, $"{run.Time:HH:mm:ss}: {run.Message}", run.Source);
        }

        return Tell(trouble.RunTime is { HasResolver: true } runTime ? WhileServing(verdict, trouble, runTime) : ByTheSystem(verdict, trouble), scene, trouble);
    }

    /// <summary>The name is resolved at each request, by the servers that the resolver directive names.</summary>
    private static Verdict WhileServing(Verdict verdict, NameTrouble trouble, RunTimeName runTime)
    {
        var source = runTime.Resolver.Where;
        switch (trouble.Now)
        {
            case { Error: "timeout" } now:
                // nginx is more patient than the question was.
                verdict.For(trouble.AtRunTime is null ? Weigh.Moderate : Weigh.Strong, EvidenceKind.Dns, $"nginx's resolver is silent about {trouble.Name}: {now.Text}", source);
                break;
            case { Error: not null } now:
                verdict.For(Weigh.Decisive, EvidenceKind.Dns, $"nginx's resolver does not know {trouble.Name}: {now.Text}", source);
                break;
            case { } now:
                return verdict.Against(Weigh.Decisive, EvidenceKind.Dns, $"nginx's resolver knows {trouble.Name} now: {now.Text}", source);
        }

        if (trouble.System is { Error: null } system)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Dns, $"this host knows {trouble.Name} ({string.Join(", ", system.Addresses)}), but nginx asks its own resolver, which reads no hosts file and adds no search domain", $"getent ahosts {trouble.Name}");
        }

        return verdict;
    }

    private static Verdict ByTheSystem(Verdict verdict, NameTrouble trouble)
    {
        var (name, source) = (trouble.Name, $"getent ahosts {trouble.Name}");
        switch (trouble.Now)
        {
            case { Error: { } error } now:
                verdict.For(Weigh.Strong, EvidenceKind.Dns, $"{name} does not resolve now: {now.Text} ({error})", source);
                if (trouble.AtRunTime is null)
                {
                    verdict.For(Weigh.Slight, EvidenceKind.Config, $"nginx needs {name} to resolve whenever it loads", verdict.Target?.Where ?? "nginx -t");
                }

                break;
            case { } now when trouble.AtRunTime is not null:
                verdict.For(Weigh.Slight, EvidenceKind.Dns, $"the system resolves {name} ({string.Join(", ", now.Addresses)}), but nginx asks its own resolver, which knows no hosts file and no search domain", source);
                break;
            case { } now:
                verdict.Against(Weigh.Slight, EvidenceKind.Dns, $"{name} resolves now: {string.Join(", ", now.Addresses)}", source);
                break;
        }

        return verdict;
    }

    private static Verdict Tell(Verdict verdict, Scene scene, NameTrouble trouble)
    {
        var (name, runs) = (trouble.Name, trouble.Instance.MasterPid is not null);
        var whileServing = trouble.AtRunTime is not null || trouble.RunTime is not null;
        verdict.Detail = trouble.LoggedError ?? trouble.Now?.Error;
        verdict.Severity = !whileServing && runs ? Severity.Warning : Severity.Critical;
        var why = verdict.Detail switch
        {
            "nxdomain" => "no such name is known",
            "timeout" => "the DNS server does not answer",
            "servfail" => "the DNS server cannot answer",
            _ => "it does not resolve",
        };
        verdict.Title = whileServing ? $"nginx cannot resolve {name} while it serves: {why}"
            : runs ? $"{name} does not resolve ({why}): nginx goes on with the address of its last load"
            : $"nginx does not start, because {name} cannot be resolved: {why}";
        verdict.Explanation = whileServing
            ? $"nginx resolves this name while it serves, so it asks its own resolver for {name} at each request, and {why}. That resolver speaks DNS only: it reads no hosts file and adds no search domain, and it takes a failed answer for one address family as a failure of the name. Every such request ends in 502."
            : runs
                ? $"nginx resolved {name} when it loaded and keeps that address. Now {why}, so the next reload or restart fails, and the address it holds may be out of date."
                : $"nginx resolves the names of its configuration when it starts, and one that does not resolve stops it: {why}. Nothing is served until the name resolves or is taken out.";
        verdict.Remedies = DnsFailureRemedy.For(verdict, scene, trouble);
        return verdict;
    }
}
