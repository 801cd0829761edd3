using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The configuration on disk differs from the one that runs: the repair is made, and not loaded.</summary>
public sealed class ConfigStale : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("config-stale", CauseGroup.NginxItself)
    {
        Rivals = ["slow-upstream"],
        Explains = ["nginx-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        foreach (var instance in scene.Instances)
        {
            if (scene.MasterOf(instance) is not { LoadedAt: { } loaded } master || Touched(instance) is not { } touched || touched <= loaded)
            {
                continue;
            }

            // What concerns one peer is told of that peer, unless nginx shows as a whole that it runs something else.
            var whole = Difference.Of(scene, instance, master, touched).ToImmutableArray();
            var single = whole.IsEmpty ? scene.TargetsOf(instance).Select(t => (Target: t, Difference: Difference.Of(t))).Where(t => t.Difference is not null).ToList() : [];
            foreach (var (target, difference) in single)
            {
                yield return Tell(scene, new Verdict(target), master, touched, [difference!]);
            }

            if (single.Count == 0)
            {
                yield return Tell(scene, new Verdict(instance), master, touched, whole);
            }
        }
    }

    /// <summary>When anything was last done to the files, as far as it is known.</summary>
    private static DateTimeOffset? Touched(NginxInstance instance) => instance.TouchedAt > instance.ModifiedAt ? instance.TouchedAt : instance.ModifiedAt;

    private static Verdict Tell(Scene scene, Verdict verdict, NginxMaster master, DateTimeOffset touched, ImmutableArray<Difference> differences)
    {
        var (instance, loaded) = (verdict.Instance, master.LoadedAt!.Value);
        verdict.For(
            Weigh.Slight,
            EvidenceKind.Config,
            $"the files were {(instance.ModifiedAt > loaded ? "changed" : "replaced or touched")} at {touched:yyyy-MM-dd HH:mm:ss}, and the oldest worker of nginx runs since {loaded:yyyy-MM-dd HH:mm:ss}",
            instance.Configuration.Seen?.MainPath ?? instance.Id);
        if (differences.IsEmpty)
        {
            return verdict.Against(Weigh.Strong, EvidenceKind.Config, "nothing that nginx does differs from what the files say", "nginx -T");
        }

        foreach (var difference in differences.Take(4))
        {
            verdict.For(difference.Weight, difference.Kind, difference.Text, difference.Source);
        }

        if (instance.RefusedReload() is { } refused && refused.Last >= loaded)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, refused.Says($"nginx refused to load: {refused.Samples[0].Message}"), refused.Samples[0].Source);
        }

        var fails = differences.Any(d => d.Fails);
        verdict.Severity = fails ? Severity.Critical : Severity.Warning;
        verdict.Title = fails ? "nginx still runs an earlier configuration: what is on disk was not loaded" : "nginx has not loaded the configuration that is on disk";
        verdict.Explanation =
            $"nginx reads its files when it starts or is reloaded, and they were changed since: {differences[0].Text}. " +
            (fails ? "What fails is no longer what the files say; a reload brings them into force." : "A reload brings them into force.");
        verdict.Remedies = ConfigStaleRemedy.For(scene, instance);
        return verdict;
    }
}
