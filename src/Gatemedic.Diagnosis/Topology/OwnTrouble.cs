using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>What an nginx's error log says of nginx itself rather than of a peer.</summary>
public static class OwnTrouble
{
    // Whoever is out of something says so again within this time, as long as it lasts.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>The groups of its error logs that are meant and that nothing later contradicts, newest first.</summary>
    public static ImmutableArray<ErrorGroup> Complaints(this Scene scene, NginxInstance instance, Func<ErrorGroup, bool> isMeant)
    {
        var past = new Past(scene, instance, [], []);
        return [.. instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? []).Where(isMeant).Where(g => !past.IsOver(g)).OrderByDescending(g => g.Last)];
    }

    /// <summary>The last line is no older than a minute, or it is not known what time it is now: only logs were given.</summary>
    public static bool IsFresh(this Scene scene, ErrorGroup group) => scene.Clock.Now - group.Last <= Fresh || scene.Focus.Offline;

    /// <summary>The configuration was loaded after the last line: the workers of then are gone.</summary>
    public static bool IsLoadedSince(this Scene scene, NginxInstance instance, ErrorGroup group) =>
        scene.MasterOf(instance)?.LoadedAt > group.Last - ProcessClock.Gap;

    /// <summary>The workers that run, as processes.</summary>
    public static ImmutableArray<HostProcess> WorkersOf(this Scene scene, NginxInstance instance) =>
        [.. (scene.MasterOf(instance)?.Workers ?? []).OrEmpty().Select(scene.Process).OfType<HostProcess>()];

    /// <summary>"12 times from 14:03:10 to 14:18:02": of several groups alike.</summary>
    public static string Span(this ImmutableArray<ErrorGroup> groups)
    {
        var count = groups.Sum(g => g.Count);
        return count == 1 ? $"{groups[0].Last:HH:mm:ss}" : $"{count} times from {groups.Min(g => g.First):HH:mm:ss} to {groups.Max(g => g.Last):HH:mm:ss}";
    }
}
