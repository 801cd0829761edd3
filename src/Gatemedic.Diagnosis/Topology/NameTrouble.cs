using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>A name that an nginx cannot resolve: when it loads, when it serves, or as it is known now.</summary>
/// <param name="Instance">The nginx.</param>
/// <param name="Name">Host name, lower case.</param>
public sealed record NameTrouble(NginxInstance Instance, string Name)
{
    /// <summary>nginx -t says so now, and where.</summary>
    public ConfigurationTest? Test { get; init; }

    /// <summary>nginx refused to load for it; nothing later contradicts.</summary>
    public ErrorEvent? AtLoad { get; init; }

    /// <summary>A request failed for it; nothing later contradicts.</summary>
    public ErrorEvent? AtRunTime { get; init; }

    /// <summary>How nginx resolves it while it serves; null where it does so only when it loads, and where no *_pass names it.</summary>
    public RunTimeName? RunTime { get; init; }

    /// <summary>What it resolves to now, for nginx's own resolver where that is asked while it serves; null when it was not asked or tells nothing of nginx.</summary>
    public NameResult? Now { get; init; }

    /// <summary>What the system's resolver makes of it now; null as above.</summary>
    public NameResult? System { get; init; }

    /// <summary>Of the newest line: nxdomain, timeout, servfail; null when nginx does not say.</summary>
    public string? LoggedError => AtRunTime?.Fields.GetValueOrDefault("code") switch
    {
        "3" => "nxdomain",
        "110" => "timeout",
        "2" or "5" => "servfail",
        _ => null,
    };
}

/// <summary>Finds the names that do not resolve.</summary>
public static class NameTroubles
{
    private static readonly string[] RunTime = ["could-not-be-resolved", "service-not-resolved", "service-target-not-resolved"];
    private const string Load = "host-not-found-in-upstream";

    /// <summary>Of every instance, each name once.</summary>
    public static ImmutableArray<NameTrouble> NamesInTrouble(this Scene scene) => [.. scene.Instances.SelectMany(i => Of(scene, i))];

    /// <summary>What a trouble is about: every target with that name, or the instance where only a request decides the target.</summary>
    public static ImmutableArray<Verdict> SubjectsOf(this Scene scene, NameTrouble trouble) =>
        scene.Targets().Where(t => t.Instance.Id == trouble.Instance.Id && Is(t.Address.Host, trouble.Name)).Select(t => new Verdict(t)).ToImmutableArray() is { IsEmpty: false } targets
            ? targets
            : [new Verdict(trouble.Instance)];

    private static IEnumerable<NameTrouble> Of(Scene scene, NginxInstance instance)
    {
        var test = (scene.AnswerTo(new TestConfiguration(instance.Id)) as ConfigurationAnswer)?.Result.Seen;
        var tested = LoadFault.NameNotFound(test?.Message);
        var errors = instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? []).ToList();
        var atRunTime = errors.Where(g => RunTime.Contains(g.Signature) && !IsOver(scene, instance, g)).SelectMany(g => g.Samples).Select(e => (Name: e.Fields.GetValueOrDefault("name"), Event: e));
        var atLoad = test is { Loads: true } && instance.MasterPid is not null ? []
            : errors.Where(g => g.Signature == Load && g.Samples[0].Level == "emerg" && !LoadedSince(scene, instance, g.Last))
                .SelectMany(g => g.Samples).Select(e => (Name: HostOf(e.Fields.GetValueOrDefault("name")), Event: e));
        var named = scene.Targets().Where(t => t.Instance.Id == instance.Id && !t.Address.IsUnix && !t.Address.IsLiteral).ToList();
        var unresolved = named.Where(t => Now(scene, t) is { Error: not null }).Select(t => t.Address.Host);

        return from name in atRunTime.Select(r => r.Name).Concat(atLoad.Select(l => l.Name)).Append(tested).Concat(unresolved)
                   .OfType<string>().Select(n => n.TrimEnd('.').ToLowerInvariant()).Distinct()
               select new NameTrouble(instance, name)
               {
                   Test = Is(tested, name) ? test : null,
                   AtLoad = atLoad.FirstOrDefault(l => Is(l.Name, name)).Event,
                   AtRunTime = atRunTime.FirstOrDefault(r => Is(r.Name, name)).Event,
                   RunTime = named.Find(t => Is(t.Address.Host, name) && t.RunTime is not null)?.RunTime,
                   Now = named.Where(t => Is(t.Address.Host, name)).Select(t => Now(scene, t)).OfType<NameResult>().OrderBy(r => r.Error is null).FirstOrDefault() ?? System(scene, instance, name),
                   System = System(scene, instance, name),
               };
    }

    /// <summary>By the way that nginx takes for this target; a name that it has no resolver for is another cause's.</summary>
    private static NameResult? Now(Scene scene, Target target) => target.RunTime is { } runTime
        ? runTime.HasResolver ? scene.ResolvedBy(target.Instance, runTime) : null
        : System(scene, target.Instance, target.Address.Host);

    /// <summary>As for a peer, that its paths are answered again counts at once where the peers behind every name answer a probe.</summary>
    private static bool IsOver(Scene scene, NginxInstance instance, ErrorGroup group)
    {
        var names = group.Samples.Select(e => e.Fields.GetValueOrDefault("name", "").TrimEnd('.')).Distinct();
        var probes = names.Select(name => scene.TargetsOf(instance).Where(t => Is(t.Address.Host, name)).SelectMany(t => t.Probes).ToList()).ToList();
        return new Past(scene, instance, [], probes.All(p => p.Count > 0) ? [.. probes.SelectMany(p => p)] : []).IsOver(group);
    }

    /// <summary>Our resolver is nginx's only where it runs in our own file system and network.</summary>
    private static NameResult? System(Scene scene, NginxInstance instance, string name) =>
        scene.MasterOf(instance) is { Root: not "/" } or { SharesOurNetwork: false } ? null : scene.Resolved(instance, name);

    private static bool LoadedSince(Scene scene, NginxInstance instance, DateTimeOffset time) =>
        scene.MasterOf(instance) is { } master && (master.LoadedAt ?? master.StartedAt) > time;

    private static string? HostOf(string? upstream) => LoadFault.HostOf(upstream);

    private static bool Is(string? found, string name) => string.Equals(found?.TrimEnd('.'), name, StringComparison.OrdinalIgnoreCase);
}
