using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>What happened when: nginx, its configuration, the processes behind it and the other logs, on one clock.</summary>
internal static class TimelinePart
{
    private const int MostEvents = 40;

    /// <summary>The section: the newest events, the oldest of them first.</summary>
    public static ReportSection Of(Scene scene, LogClock clock)
    {
        var events = All(scene).Where(e => e.Time <= scene.Clock.Now.AddDays(1)).DistinctBy(e => (e.Time, e.Who, e.What)).OrderBy(e => e.Time).ToList();
        return ReportSection.Of(
            "timeline",
            "Time line",
            events.Count == 0 ? [] :
            [
                new ReportTable(
                    ["time", "who", "what"],
                    [.. events.TakeLast(MostEvents).Select(e => ImmutableArray.Create(clock.Time(e.Time), e.Who, e.What))],
                    events.Count - MostEvents),
            ],
            "Nothing that was seen tells a time.");
    }

    private static IEnumerable<Happening> All(Scene scene)
    {
        foreach (var instance in scene.Instances)
        {
            if (instance.ModifiedAt is { } modified)
            {
                yield return new Happening(modified, "configuration", $"a file of {instance.Id} was written");
            }

            if (scene.MasterOf(instance) is { } master)
            {
                yield return new Happening(master.StartedAt, "nginx", $"master {master.Pid} started");
                if (master.LoadedAt is { } loaded && loaded > master.StartedAt.AddSeconds(1))
                {
                    yield return new Happening(loaded, "nginx", "loaded its configuration");
                }
            }

            foreach (var error in instance.Logs.OrEmpty().SelectMany(l => (l.Summary.Seen?.Errors ?? default).OrEmpty()))
            {
                yield return new Happening(error.First, "nginx", error.AsWritten() + (error.Peer is { } peer ? $", {peer}" : ""));
                if (error.Count > 1)
                {
                    yield return new Happening(error.Last, "nginx", $"the last of {Figures.Count(error.Count)}: {error.AsWritten()}");
                }
            }
        }

        foreach (var happening in Behind(scene))
        {
            yield return happening;
        }
    }

    private static IEnumerable<Happening> Behind(Scene scene)
    {
        foreach (var process in scene.Targets().SelectMany(t => t.Endpoints.SelectMany(t.ListenersOn)).Select(scene.OwnerOf).OfType<HostProcess>().DistinctBy(p => p.Pid))
        {
            yield return new Happening(process.StartedAt, process.Name, $"pid {process.Pid} started{process.Home()}");
        }

        foreach (var unit in scene.Units.Seen.OrEmpty().Where(u => u.ActiveState is not "active" && u.ChangedAt >= scene.Clock.Since))
        {
            yield return new Happening(unit.ChangedAt!.Value, unit.Name, $"{unit.ActiveState} ({unit.SubState}{(unit.Result is "" or "success" ? "" : ", " + unit.Result)})");
        }

        foreach (var container in scene.AllContainers().Where(c => !c.IsRunning && c.FinishedAt >= scene.Clock.Since))
        {
            yield return new Happening(container.FinishedAt!.Value, container.Name, $"the container ended with {container.ExitCode}");
        }

        foreach (var sample in (scene.Witnesses?.Seen ?? default).OrEmpty().SelectMany(w => w.Groups.OrEmpty()).SelectMany(g => g.Samples.OrEmpty().Take(2)))
        {
            if (sample.Time is { } time)
            {
                yield return new Happening(time, sample.Program, sample.Message);
            }
        }
    }

    private sealed record Happening(DateTimeOffset Time, string Who, string What);
}
