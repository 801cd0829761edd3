using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A name that some routes have nginx resolve while it serves, without a resolver in force there.</summary>
/// <param name="Instance">The nginx.</param>
/// <param name="Name">Host name, lower case.</param>
public sealed record UnresolvedRoute(NginxInstance Instance, string Name)
{
    /// <summary>The target of those routes, where the configuration fixes it.</summary>
    public Target? Target { get; init; }

    /// <summary>The routes that have no resolver; empty where only the log knows of it.</summary>
    public ImmutableArray<Pass> Passes { get; init; } = [];

    /// <summary>What the log says of it, where nothing later contradicts.</summary>
    public ErrorGroup? Logged { get; init; }

    /// <summary>The resolver that the files have for the logged requests, though nginx says that it has none.</summary>
    public EffectiveValue? OnDisk { get; init; }
}

/// <summary>Finds the names that need a resolver and have none.</summary>
public static class UnresolvedRoutes
{
    private const string Signature = "no-resolver-defined";

    /// <summary>Of every instance, each name once.</summary>
    public static IEnumerable<UnresolvedRoute> NamesWithoutResolver(this Scene scene) => scene.Instances.SelectMany(i => Of(scene, i));

    private static IEnumerable<UnresolvedRoute> Of(Scene scene, NginxInstance instance)
    {
        var logged = Logged(scene, instance);
        var model = instance.Model();
        var targets = scene.TargetsOf(instance).Where(t => t.RunTime is not null && t.Upstream is null).ToList();
        var names = logged.Keys.Concat(targets.Where(t => WithoutResolver(t).Any()).Select(t => Plain(t.Address.Host))).Distinct();
        foreach (var name in names)
        {
            var target = targets.Find(t => Plain(t.Address.Host) == name);
            var group = logged.GetValueOrDefault(name);
            var routes = group is null || model is null ? [] : FailingRoutes.PassesOf(model, [group]);
            var passes = target is null ? [.. routes.Where(p => p.HasVariables && Resolver(instance, p).File is null)] : WithoutResolver(target).ToImmutableArray();
            yield return new UnresolvedRoute(instance, name)
            {
                Target = target,
                Passes = passes,
                Logged = group,
                OnDisk = passes.IsEmpty ? (target?.Passes ?? routes).Select(p => Resolver(instance, p)).FirstOrDefault(v => v.File is not null) : null,
            };
        }
    }

    private static Dictionary<string, ErrorGroup> Logged(Scene scene, NginxInstance instance)
    {
        var found = new Dictionary<string, ErrorGroup>(StringComparer.Ordinal);
        var probes = scene.TargetsOf(instance).SelectMany(t => t.Probes).ToImmutableArray();
        foreach (var group in instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? []).Where(g => g.Signature == Signature))
        {
            // Every request for the name fails until nginx is given another configuration: one that has been loaded since ends it.
            var past = new Past(scene, instance, [], probes);
            if (!past.IsLoadedSince(group) && !past.IsOver(group))
            {
                foreach (var name in group.Samples.Select(s => s.Fields.GetValueOrDefault("name")).OfType<string>())
                {
                    found.TryAdd(Plain(name), group);
                }
            }
        }

        return found;
    }

    private static IEnumerable<Pass> WithoutResolver(Target target) => target.Passes.Where(p => p.HasVariables && Resolver(target.Instance, p).File is null);

    private static EffectiveValue Resolver(NginxInstance instance, Pass pass) => instance.Model()!.Effective(pass, "resolver");

    private static string Plain(string name) => name.TrimEnd('.').ToLowerInvariant();
}
