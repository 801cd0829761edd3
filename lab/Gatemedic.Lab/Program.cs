using System.Diagnostics;
using Gatemedic.Lab;
using Gatemedic.Lab.Format;
using Gatemedic.Lab.Run;

if (LabOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(LabOptions.Usage);
    return 2;
}

var repository = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(repository, "Gatemedic.slnx")))
{
    repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("the lab runs inside the repository only");
}

List<(string Name, Scenario Scenario)> scenarios;
try
{
    scenarios = [.. ScenarioFiles.Find(repository, options.Filters, options.First).Where(found => found.Scenario.NeedsEmulation == options.Emulated)];
}
catch (FormatException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

if (scenarios.Count == 0)
{
    Console.Error.WriteLine($"no scenario has {string.Join(" or ", options.Filters)} in its name{(options.Emulated ? " and needs the emulated machine" : "; those of the emulated machine run with --vm")}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var clock = Stopwatch.StartNew();
var experiment = new Experiment(repository, options);
var rows = new List<Row>();
Table.Head();
try
{
    await Parallel.ForEachAsync(
        Enumerable.Repeat(scenarios, options.Runs).SelectMany(all => all),
        new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = interrupted.Token },
        async (named, cancel) =>
        {
            var row = await experiment.Run(named.Name, named.Scenario, cancel);
            lock (rows)
            {
                rows.Add(row);
                Table.Print(row);
            }
        });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("interrupted");
}

Table.Total(rows, clock.Elapsed);
if (options.Calibration.Length > 0)
{
    File.WriteAllText(options.Calibration, $"""
        # How sure is sure

        What `gatemedic diagnose` said about the faults of the lab, {scenarios.Count} scenarios, {options.Runs} times each; a confidence of 0.9
        promises that nine in ten are right. Written by `./dev lab --runs {options.Runs} --calibration docs/calibration.md`.

        {Calibration.Table(rows)}
        {Calibration.ByCause(rows)}
        """);
}

return rows.Count == scenarios.Count * options.Runs && rows.TrueForAll(row => row.Misses.Count == 0) ? 0 : 1;
