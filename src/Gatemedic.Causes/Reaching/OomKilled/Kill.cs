using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What is known of the kernel killing the application of a target for memory.</summary>
/// <param name="Kept">Its manager says so.</param>
/// <param name="Told">The kernel's log, the manager's or its own say so, newest first.</param>
/// <param name="Group">Its control group counts such kills.</param>
/// <param name="Limit">Memory that it may use, in bytes; null when that is all of the machine's.</param>
/// <param name="Name">What was killed.</param>
internal sealed record Kill(KeptProgram? Kept, ImmutableArray<Testimony> Told, ControlGroup? Group, long? Limit, string Name)
{
    private static readonly string[] Signatures = ["kernel-oom", "unit-oom", "container-oom"];

    /// <summary>Something says so.</summary>
    public bool IsKnown => Kept is not null || !Told.IsEmpty || Group is not null;

    /// <summary>When it last happened; null when nobody tells.</summary>
    public DateTimeOffset? Last => Told.Max(t => t.Last) ?? Kept?.ChangedAt;

    /// <summary>Everything that tells.</summary>
    public static Kill Of(Target target)
    {
        var scene = target.Scene;
        var owners = target.Endpoints.SelectMany(target.ListenersOn).Select(scene.OwnerOf).OfType<HostProcess>().ToList();
        var kept = target.KeptInTrouble().FirstOrDefault(k => k.IsOomKilled);
        var told = target.Told(Signatures);
        var units = scene.Units.Seen.OrEmpty().Where(u => owners.Exists(o => o.Unit == u.Name) || u.Name == kept?.Name).Select(u => u.Name).ToList();
        var groups = (scene.ControlGroups?.Seen ?? default).OrEmpty()
            .Where(g => units.Exists(u => g.Path.EndsWith("/" + u, StringComparison.Ordinal)) || owners.Exists(o => o.Container is { } id && g.Path.Contains(id, StringComparison.Ordinal)))
            .ToList();
        var limit = scene.Units.Seen.OrEmpty().FirstOrDefault(u => units.Contains(u.Name))?.MemoryMax;
        var group = groups.Find(g => g.OomKills > 0);
        return new Kill(
            kept,
            told,
            group,
            kept?.MemoryLimit ?? limit ?? group?.MemoryLimit,
            kept?.Name ?? told.Select(t => t.Events[0].Fields.GetValueOrDefault("name")).FirstOrDefault(n => n is not null) ?? owners.FirstOrDefault()?.Name ?? "the application");
    }
}
