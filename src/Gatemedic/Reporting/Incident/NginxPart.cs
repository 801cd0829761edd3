using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>Which nginx it is about and how it does.</summary>
internal static class NginxPart
{
    /// <summary>The section.</summary>
    public static ReportSection Of(Scene scene, LogClock clock) =>
        ReportSection.Of("nginx", "nginx status", scene.Instances.SelectMany(i => Blocks(scene, i, clock)), "No nginx was seen.");

    private static IEnumerable<ReportBlock> Blocks(Scene scene, NginxInstance instance, LogClock clock)
    {
        yield return new ReportHeading(instance.Id, instance.Version.Or("") is { Length: > 0 } version ? "nginx " + version : "");
        yield return new ReportList([.. Items(scene, instance, clock)]);
    }

    private static IEnumerable<ReportItem> Items(Scene scene, NginxInstance instance, LogClock clock)
    {
        if (scene.MasterOf(instance) is { } master)
        {
            yield return new ReportItem("master", $"pid {master.Pid}, started {clock.Time(master.StartedAt)}{Home(master)}");
            yield return new ReportItem("workers", $"{master.Workers.OrEmpty().Length}{(master.Retiring is { } old ? $", and {old.Length} shutting down" : "")}{(master.WorkerUser.IsSeen ? $", as {master.WorkerUser.Seen.Name}" : "")}");
            if (master.LoadedAt is { } loaded)
            {
                yield return new ReportItem("loaded", clock.Time(loaded));
            }
        }
        else
        {
            yield return new ReportItem("master", scene.Masters.IsSeen ? "none runs with this configuration" : "not looked at");
        }

        if (instance.ModifiedAt is { } modified)
        {
            yield return new ReportItem("changed", $"configuration on disk: {clock.Time(modified)}");
        }

        if ((scene.AnswerTo(new TestConfiguration(instance.Id)) as ConfigurationAnswer)?.Result.Seen is { } test)
        {
            yield return new ReportItem("nginx -t", test.Loads ? "the configuration loads" : $"refused: {test.Message}", test.File is null ? "" : $"{test.File}:{test.Line}");
        }
    }

    private static string Home(NginxMaster master) =>
        master.Container is { } container ? $", in container {container.ShortId()}" : master.Unit is { } unit ? $", {unit}" : "";
}
