using System.Collections.Immutable;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>What happened when, of nginx and of other programs on one clock.</summary>
/// <param name="Time">When.</param>
/// <param name="Program">Who says it.</param>
/// <param name="Text">What: a line's message, or a reason in words.</param>
/// <param name="Note">"first of 12, last 14:40:03"; null for what happened once.</param>
/// <param name="Source">Where to look again; null where it is a count.</param>
internal sealed record TimelineEntry(DateTimeOffset Time, string Program, string Text, string? Note, string? Source)
{
    /// <summary>nginx says it.</summary>
    public bool IsNginx => Program == "nginx";
}

/// <summary>Brings the firsts of nginx and the words of the other witnesses together, those nearest to the failures.</summary>
internal static class WitnessTimeline
{
    private const int MostReasons = 8;
    private const int MostNotices = 8;

    /// <summary>Seconds in which one of many events still has to do with a failure.</summary>
    private const int Near = 120;

    /// <summary>Entries in the order of time, and how many were left out.</summary>
    public static (ImmutableArray<TimelineEntry> Entries, int Left) Of(LogPicture picture, LogClock clock, int most)
    {
        var nginx = picture.Reasons.Take(MostReasons).Select(r => Entry(r, clock))
            .Concat(picture.Errors.Where(e => e.Group.Peer is null && !e.Group.Samples.IsEmpty).Take(MostNotices).Select(e => Entry(e.Group, clock))).ToList();
        var anchors = picture.Reasons.Take(MostReasons).SelectMany(r => r.Rhythm.Bursts.Select(b => b.From).Prepend(r.First)).Order().ToArray();
        var others = picture.Witnesses.SelectMany(w => Entries(w, clock, anchors).Select(e => (Entry: e, Distance: Distance(e.Time, anchors) + (w.Signature == "other" ? 3600 : 0))))
            .OrderBy(e => e.Distance).Select(e => e.Entry).ToList();
        var room = Math.Max(0, most - nginx.Count);
        return ([.. nginx.Concat(others.Take(room)).Take(most).OrderBy(e => e.Time).ThenBy(e => e.IsNginx)], Math.Max(0, nginx.Count + others.Count - most));
    }

    private static TimelineEntry Entry(ReasonPicture reason, LogClock clock) => new(
        reason.First, "nginx", reason.Reason.Title, reason.Count > 1 ? $"first of {Figures.Count(reason.Count)}, last {clock.Time(reason.Last)}" : null, null);

    private static TimelineEntry Entry(ErrorGroup group, LogClock clock) => new(
        group.First, "nginx", group.Samples[0].Message, group.Count > 1 ? $"first of {Figures.Count(group.Count)}, last {clock.Time(group.Last)}" : null, group.Samples[0].Source);

    /// <summary>The newest few one by one; where there are more, the first of all with their number.</summary>
    private static IEnumerable<TimelineEntry> Entries(WitnessGroup group, LogClock clock, DateTimeOffset[] anchors)
    {
        var program = group.Unit is { Length: > 0 } unit ? $"{group.Program} {unit}" : group.Program;
        var samples = group.Samples.Where(s => s.Time is not null).ToList();
        var isCounted = group.Count > samples.Count && group.First is not null && group.Samples.Length > 0;
        if (isCounted)
        {
            var last = group.Last is { } time ? $", last {clock.Time(time)}" : "";
            yield return new TimelineEntry(group.First!.Value, program, group.Samples[^1].Message, $"first of {Figures.Count(group.Count)}{last}", null);
        }

        foreach (var sample in samples.Where(s => !isCounted || (s.Time != group.First && Distance(s.Time!.Value, anchors) <= Near)))
        {
            yield return new TimelineEntry(sample.Time!.Value, program, sample.Message, null, sample.Source);
        }
    }

    /// <summary>Seconds to the nearest anchor.</summary>
    private static double Distance(DateTimeOffset time, DateTimeOffset[] anchors)
    {
        var at = Array.BinarySearch(anchors, time) is >= 0 and var found ? found : ~Array.BinarySearch(anchors, time);
        var before = at > 0 ? (time - anchors[at - 1]).TotalSeconds : double.MaxValue;
        var after = at < anchors.Length ? (anchors[at] - time).TotalSeconds : double.MaxValue;
        return Math.Min(before, after);
    }
}
