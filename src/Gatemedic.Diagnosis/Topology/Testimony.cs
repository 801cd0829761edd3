using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Records of one kind that another program than nginx wrote about the application of a target.</summary>
/// <param name="Log">Where they stand.</param>
/// <param name="Group">The kind.</param>
/// <param name="Events">Those of its samples that are about this application, newest first.</param>
public sealed record Testimony(WitnessLog Log, WitnessGroup Group, ImmutableArray<WitnessEvent> Events)
{
    /// <summary>The newest that has a time; null when none has.</summary>
    public DateTimeOffset? Last => Events.Max(e => e.Time);

    /// <summary>"15:02:11: " before what it says; nothing where no time is told.</summary>
    public string When => Last is { } last ? $"{last.ToOffset(Zone):HH:mm:ss}: " : "";

    /// <summary>Where to look again: in a log that the user named, the line of a record.</summary>
    public string SourceOf(WitnessEvent record) => Log.IsNamed ? record.Source : Log.Source;

    /// <summary>The offset in which times are told.</summary>
    public TimeSpan Zone { get; init; }
}

/// <summary>Finds what was written about the application of a target.</summary>
public static class Testimonies
{
    /// <summary>Of these signatures, what its own log, its manager's log and the kernel's say about it, the newest first; what has no time comes last.</summary>
    public static ImmutableArray<Testimony> Told(this Target target, params ReadOnlySpan<string> signatures)
    {
        var wanted = signatures.ToImmutableArray();
        var known = Acquaintance.Of(target);
        return [.. (
            from log in (target.Scene.Witnesses?.Seen ?? default).OrEmpty()
            from @group in log.Groups.OrEmpty()
            where wanted.Contains(@group.Signature)
            let own = known.Owns(log)
            let author = Authorship.Of(target, log)
            let events = @group.Samples.OrEmpty().Where(e => own || known.IsAbout(e, @group) || author?.Has(e) == true).ToImmutableArray()
            where !events.IsEmpty
            orderby events.Max(e => e.Time) is null, events.Max(e => e.Time) descending
            select new Testimony(log, @group, events) { Zone = target.Scene.Clock.Now.Offset })];
    }

    /// <summary>Logs were read in which its application would be heard, so that what does not stand there did not happen.</summary>
    public static bool IsHeard(this Target target) =>
        (target.Scene.Witnesses?.Seen ?? default).OrEmpty().Any(l => !l.IsNamed || l.Owner is not null || !l.Pids.OrEmpty().IsEmpty || IsHeard(target, l));

    private static bool IsHeard(Target target, WitnessLog log) =>
        Authorship.Of(target, log) is { } author && log.Groups.OrEmpty().SelectMany(g => g.Samples.OrEmpty()).Any(author.Has);

    /// <summary>By what the application is known to others.</summary>
    private sealed record Acquaintance(HashSet<int> Pids, HashSet<string> Homes, HashSet<string> Names, HashSet<string> Commands, HashSet<string> Groups)
    {
        private const string Place = "task_memcg=";

        public static Acquaintance Of(Target target)
        {
            var scene = target.Scene;
            var owners = target.Endpoints.SelectMany(target.ListenersOn).SelectMany(l => l.Pids.OrEmpty()).Distinct().Select(scene.Process).OfType<HostProcess>().ToList();
            var kept = target.KeptInTrouble();
            var pids = owners.Select(o => o.Pid).ToHashSet();
            var programs = (scene.Programs?.Seen ?? default).OrEmpty().Where(p => p.Pid != 0 && (pids.Contains(p.Pid) || owners.Exists(o => o.ParentPid == p.Pid))).Select(p => p.Name);
            var units = scene.Units.Seen.OrEmpty().Where(u => kept.Any(k => k.Name == u.Name));
            return new Acquaintance(
                pids,
                [.. owners.SelectMany(o => new[] { o.Unit, o.Container }).OfType<string>(), .. kept.Select(k => k.Name), .. programs],
                [.. owners.Select(o => o.Unit).OfType<string>(), .. kept.Select(k => k.Name), .. programs],
                [.. owners.Select(o => o.Name), .. units.Select(u => u.Command.Split(' ')[0].Split('/')[^1]).Where(n => n.Length > 0)],
                [.. owners.Select(o => o.Resources?.ControlGroup).OfType<string>()]);
        }

        /// <summary>The application, or who keeps it alone, writes it.</summary>
        public bool Owns(WitnessLog log) => log.Pids.OrEmpty().Any(Pids.Contains) || (log.Owner is { } owner && Homes.Contains(owner));

        /// <summary>A record in a log of all speaks of it.</summary>
        public bool IsAbout(WitnessEvent record, WitnessGroup group) =>
            (record.Unit is { } unit && (Names.Contains(unit) || Names.Contains(unit.Split(':')[0])))
            || (record.Program == "kernel" && IsItsProcess(record, group));

        /// <summary>
        /// The kernel cuts names to fifteen bytes, in /proc as in its log. Where it tells the control group of the process, in this record or in
        /// another one of the same process, and where the application lives is known, that decides: its log is that of all containers.
        /// </summary>
        private bool IsItsProcess(WitnessEvent record, WitnessGroup group)
        {
            var pid = record.Fields.GetValueOrDefault("pid");
            var place = group.Samples.Where(s => s.Fields.GetValueOrDefault("pid") == pid).Select(s => s.Fields.GetValueOrDefault("head", "")).FirstOrDefault(h => h.Contains(Place, StringComparison.Ordinal));
            return place is null || (Homes.Count == 0 && (Groups.Count == 0 || Groups.Contains("/")))
                ? (int.TryParse(pid, out var number) && Pids.Contains(number)) || Commands.Contains(record.Fields.GetValueOrDefault("name", ""))
                : Homes.Count > 0
                    ? Homes.Any(home => place.EndsWith("/" + home, StringComparison.Ordinal) || place.Contains($"/{home},", StringComparison.Ordinal) || place.Contains($"{home}.scope,", StringComparison.Ordinal))
                    : Groups.Any(group => place.EndsWith(group, StringComparison.Ordinal) || place.Contains(group + ",", StringComparison.Ordinal));
        }
    }
}
