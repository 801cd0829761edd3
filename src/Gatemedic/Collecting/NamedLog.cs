using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Collecting;

/// <summary>A log that the user named without saying what it is, and what was found in it.</summary>
/// <param name="Path">Absolute; "-" for standard input.</param>
/// <param name="Witness">What other programs wrote there, or why it tells nothing; null where it is all nginx's.</param>
/// <param name="Own">What nginx wrote there.</param>
internal sealed record NamedLog(string Path, WitnessLog? Witness, ImmutableArray<LogSection> Own)
{
    /// <summary>The Scene with these logs in it.</summary>
    /// <param name="scene">What else was seen, with an instance to which nginx's own lines can belong.</param>
    /// <param name="logs">The logs.</param>
    public static Scene Add(Scene scene, ImmutableArray<NamedLog> logs)
    {
        ImmutableArray<LogSection> own = [.. logs.SelectMany(l => l.Own)];
        return scene with
        {
            Witnesses = Witnesses(scene.Witnesses, logs),
            Instances = own.IsEmpty ? scene.Instances : WithOwn(scene.Instances, own, isInstead: scene.Focus.Offline),
        };
    }

    /// <summary>Who is seen to write a log owns it, by whatever name it was given.</summary>
    private static Section<ImmutableArray<WitnessLog>>? Witnesses(Section<ImmutableArray<WitnessLog>>? found, ImmutableArray<NamedLog> logs)
    {
        var seen = (found?.Seen ?? default).OrEmpty();
        var named = logs.Select(l => l.Witness).OfType<WitnessLog>().Select(w => seen.FirstOrDefault(f => f.Source == w.Source) is { } same
            ? w with { Origin = same.Origin, Owner = same.Owner, Pids = same.Pids }
            : w).ToList();
        return named.Count == 0 && found is not { IsSeen: true } ? found : Section.Seen<ImmutableArray<WitnessLog>>([.. seen.Where(f => logs.All(l => l.Path != f.Source)), .. named]);
    }

    /// <summary>
    /// They belong to the nginx that writes them, else to the first. Beside files alone they stand for the logs of the configuration, which is perhaps
    /// that of another machine.
    /// </summary>
    private static ImmutableArray<NginxInstance> WithOwn(ImmutableArray<NginxInstance> instances, ImmutableArray<LogSection> own, bool isInstead)
    {
        var writer = instances.FirstOrDefault(i => i.Logs.OrEmpty().Any(l => own.Any(o => o.Path == l.Path))) ?? instances[0];
        var others = writer.Logs.OrEmpty().Where(l => !own.Any(o => o.Path == l.Path || (isInstead && o.Kind == l.Kind)));
        return instances.Replace(writer, writer with { Logs = [.. others, .. own] });
    }
}
