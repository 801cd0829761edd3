using Gatemedic.Commands;
using Gatemedic.Rendering;
using Gatemedic.Repair;

namespace Gatemedic.Repairing;

/// <summary>One run of fix that may change the host; the caller holds the store's lock.</summary>
/// <param name="request">What the user asked.</param>
/// <param name="store">The journals.</param>
internal sealed class FixRun(FixRequest request, RepairStore store)
{
    /// <summary>Finishes what was cut off, diagnoses, shows, asks, repairs; gives the exit code.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        await RecoverAsync().ConfigureAwait(false);
        var diagnosis = await FixCommand.LookAsync(request, cancellation).ConfigureAwait(false);
        var plans = await FixCommand.PlansAsync(diagnosis, request, cancellation).ConfigureAwait(false);
        FixCommand.Print(request, r => r.Plans(plans));
        if (plans.IsEmpty)
        {
            return ExitCode.Done;
        }

        if (!plans.Any(p => p.CanApply))
        {
            return ExitCode.Problem;
        }

        if (!request.Yes && !Agrees())
        {
            return ExitCode.Usage;
        }

        var outcomes = new List<RepairOutcome>();
        foreach (var plan in plans.Where(p => p.CanApply))
        {
            // An earlier repair may have changed what this one speaks of.
            var current = outcomes.Count == 0 ? plan : await AgainAsync(plan, cancellation).ConfigureAwait(false);
            if (current is null)
            {
                continue;
            }

            outcomes.Add(await Engine(diagnosis).ApplyAsync(current, cancellation).ConfigureAwait(false));
            FixCommand.Print(request, r => r.Outcome(current, outcomes[^1]));
        }

        return outcomes.All(o => o.Helped) && plans.All(p => p.CanApply) ? ExitCode.Done : ExitCode.Problem;
    }

    /// <summary>Takes a repair back; gives the exit code.</summary>
    public async Task<int> UndoAsync()
    {
        await RecoverAsync().ConfigureAwait(false);
        var journal = store.All().LastOrDefault(j => j.State is RepairState.Proved or RepairState.Unproved && (request.UndoId is null || j.Record.Id == request.UndoId));
        if (journal is null)
        {
            Console.Error.WriteLine(request.UndoId is { } id
                ? $"gatemedic: no repair {SafeText.Clean(id)} stands; gatemedic fix --history lists them"
                : "gatemedic: no repair stands that could be taken back");
            return ExitCode.Usage;
        }

        var outcome = await Engine(null).UndoAsync(journal).ConfigureAwait(false);
        FixCommand.Print(request, r => r.Undone(journal, outcome));
        return outcome.Kept.IsEmpty ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task RecoverAsync()
    {
        foreach (var outcome in await Engine(null).RecoverAsync().ConfigureAwait(false))
        {
            FixCommand.Print(request, r => r.Recovered(outcome));
        }
    }

    private async Task<RepairPlan?> AgainAsync(RepairPlan plan, CancellationToken cancellation)
    {
        var now = await FixCommand.LookAsync(request, cancellation).ConfigureAwait(false);
        return (await FixCommand.PlansAsync(now, request, cancellation).ConfigureAwait(false)).FirstOrDefault(p => p.CanApply && p.Finding.Cause == plan.Finding.Cause && p.Finding.Target?.Key == plan.Finding.Target?.Key);
    }

    private RepairEngine Engine(Diagnosis.Diagnosis? seen) =>
        new(store, new LiveHost(request.Diagnose, seen?.Scene), TimeProvider.System, new LineProgress());

    private static bool Agrees()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Error.WriteLine("gatemedic: nothing was changed: there is nobody to ask; --yes does it without asking");
            return false;
        }

        Console.Write("Carry it out? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private sealed class LineProgress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"  ... {SafeText.Clean(value)}");
    }
}
