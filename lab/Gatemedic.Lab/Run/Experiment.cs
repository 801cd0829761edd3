using System.Diagnostics;
using Gatemedic.Lab.Format;
using Gatemedic.Lab.Host;

namespace Gatemedic.Lab.Run;

/// <summary>A row of the table; seconds are those of the whole experiment, and of the program's first run within it.</summary>
internal sealed record Row(
    string Name, string Expected, string Found, double? Confidence, double DiagnosisSeconds, double Seconds, IReadOnlyList<string> Misses)
{
    /// <summary>The cause that is staged first, or "nothing".</summary>
    public required string Cause { get; init; }

    /// <summary>What the program said, and whether it was so.</summary>
    public IReadOnlyList<Said> Said { get; init; } = [];

    /// <summary>The fault itself is a time-out, so that asking takes as long.</summary>
    public bool MayTakeLong { get; init; }
}

/// <summary>Runs one scenario in a tiny host of its own: stage, break, prove, diagnose, heal, prove again, diagnose again.</summary>
internal sealed class Experiment(string repository, LabOptions options)
{
    private static readonly Expectation Healthy = new();

    /// <summary>Never throws for what the scenario or the program does: that is a miss.</summary>
    public async Task<Row> Run(string name, Scenario scenario, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var misses = new List<string>();
        Diagnosis? diagnosis = null;
        double diagnosing = 0;
        ILabHost booted;
        try
        {
            booted = await Boot(scenario, cancel);
        }
        catch (InvalidOperationException fault)
        {
            return new Row(name, Expected(scenario.Find), "-", null, 0, clock.Elapsed.TotalSeconds, [fault.Message]) { Cause = scenario.Find.Causes is [var wanted, ..] ? wanted.Cause : "nothing" };
        }

        await using var host = booted;
        try
        {
            var stagehand = new Stagehand(host, cancel);
            await Prove(stagehand, scenario);
            if (!options.ProveOnly)
            {
                var start = clock.Elapsed;
                diagnosis = await Diagnose(host, name, "broken", scenario.Options, cancel);
                diagnosing = (clock.Elapsed - start).TotalSeconds;
                misses.AddRange(Comparison.Misses(scenario.Find, diagnosis));
            }

            if (options.Fix && scenario.Find.Causes.Count > 0)
            {
                misses.AddRange(await new RepairTrial(host, stagehand, scenario).Run(Kept(name), cancel));
            }

            if (scenario.Heal.Count > 0)
            {
                await stagehand.Do(scenario.Heal);
                foreach (var request in scenario.HealedRequests)
                {
                    await stagehand.Ask(request);
                }

                if (!options.ProveOnly)
                {
                    misses.AddRange(Comparison.Misses(Healthy, await Diagnose(host, name, "healed", scenario.Options, cancel)).Select(miss => $"healed: {miss}"));
                }
            }
        }
        catch (NotAsStagedException fault)
        {
            misses.Add(fault.Message);
        }

        if (misses.Count > 0 && options.Keep)
        {
            await Hold(host, name, misses, cancel);
        }

        await Stagehand.TakeDown(host, scenario);
        return new Row(name, Expected(scenario.Find), Found(diagnosis), diagnosis is { Findings: [var surest, ..] } ? surest.Confidence : null, diagnosing, clock.Elapsed.TotalSeconds, misses)
        {
            Cause = scenario.Find.Causes is [var staged, ..] ? staged.Cause : "nothing",
            Said = diagnosis is null ? [] : [.. diagnosis.Findings.Select(f => new Said(f.Confidence, scenario.Find.Causes.Exists(c => c.Cause == f.Cause)))],
            MayTakeLong = scenario.Slow,
        };
    }

    private async Task<ILabHost> Boot(Scenario scenario, CancellationToken cancel)
    {
        var (lab, program) = (Path.Combine(repository, "lab"), options.ProveOnly ? "-" : options.Binary);
        return scenario.NeedsEmulation ? await EmulatedMachine.Wake(lab, program, scenario.Machine, cancel) : await TinyHost.Boot(lab, program, scenario.Machine == "systemd", cancel);
    }

    /// <summary>Stages the scenario, breaks it and shows that it is broken.</summary>
    private static async Task Prove(Stagehand stagehand, Scenario scenario)
    {
        await stagehand.Furnish(scenario);
        await stagehand.Equip(scenario);
        await stagehand.Do(scenario.Stage);
        await stagehand.Do(scenario.Break);
        foreach (var request in scenario.Request)
        {
            await stagehand.Ask(request);
        }

        await stagehand.Do(scenario.After);
    }

    /// <summary>Runs the program; what it printed, and the Scene that it saw, is kept in artifacts/lab.</summary>
    private async Task<Diagnosis> Diagnose(ILabHost host, string name, string phase, IEnumerable<string> extra, CancellationToken cancel)
    {
        var outcome = await host.Run(["gatemedic", "diagnose", "--format", "json", "--save-scene", "/tmp/seen.case", .. extra], 60, cancel);
        var seen = await host.Run(["cat", "/tmp/seen.case"], 10, cancel);
        var kept = $"{Kept(name)}.{phase}";
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept + ".json", outcome.Output, cancel);
        await File.WriteAllTextAsync(kept + ".err", outcome.Errors, cancel);
        await File.WriteAllTextAsync(kept + ".case", seen.Output, cancel);
        return Diagnosis.Read(outcome);
    }

    private static async Task Hold(ILabHost host, string name, List<string> misses, CancellationToken cancel)
    {
        Console.Error.WriteLine($"{name} kept: {string.Join("; ", misses)}\n  enter it:  {host.Enter}\n  let it go: Enter here");
        await Task.Run(Console.In.ReadLine, cancel);
    }

    private string Kept(string name) => Path.Combine(repository, "artifacts", "lab", name.Replace('/', '.'));

    private static string Expected(Expectation find) =>
        find.Causes.Count == 0 ? "nothing" : string.Join(" + ", find.Causes.Select(cause => cause.Detail.Length == 0 ? cause.Cause : $"{cause.Cause}({cause.Detail})"));

    private static string Found(Diagnosis? diagnosis) =>
        diagnosis is null ? "-" : diagnosis.Findings.Count == 0 ? "nothing" : string.Join(" + ", diagnosis.Findings);
}
