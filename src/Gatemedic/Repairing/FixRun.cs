using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Rendering;
using Gatemedic.Repair;

namespace Gatemedic.Repairing;

/// <summary>One run of fix that may change the host; the caller holds the store's lock.</summary>
/// <param name="request">What the user asked.</param>
/// <param name="store">The journals.</param>
/// <param name="renderer">Who tells of it.</param>
internal sealed class FixRun(FixRequest request, RepairStore store, IFixRenderer renderer)
{
    /// <summary>Finishes what was cut off, diagnoses, shows, asks, repairs; gives the exit code.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        await RecoverAsync().ConfigureAwait(false);
        var (diagnosis, plans) = await FixCommand.PlansAsync(request, cancellation).ConfigureAwait(false);
        renderer.Plans(plans);
        if (!plans.Any(p => p.CanApply))
        {
            return plans.IsEmpty ? ExitCode.Done : ExitCode.Problem;
        }

        if (!request.Yes)
        {
            if (WhyNobodyIsAsked() is { } why)
            {
                Console.Error.WriteLine($"gatemedic: nothing was changed, for {why}; --yes does it without asking");
                return ExitCode.Usage;
            }

            if (!Agrees())
            {
                return ExitCode.Problem;
            }
        }

        var outcomes = new List<RepairOutcome>();
        try
        {
            await CarryOutAsync(diagnosis, plans, outcomes, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (outcomes.Count > 0)
        {
            const string why = "ended between two repairs; what is told above is done, the others were not begun";
            Console.Error.WriteLine("gatemedic: " + why);
            renderer.CutShort(why);
            return ExitCode.Unfinished;
        }

        return outcomes.All(o => o.Helped) && plans.All(p => p.CanApply) ? ExitCode.Done : ExitCode.Problem;
    }

    /// <summary>One after the other; what became of each is told and added at once.</summary>
    private async Task CarryOutAsync(Diagnosis.Diagnosis diagnosis, ImmutableArray<RepairPlan> plans, List<RepairOutcome> outcomes, CancellationToken cancellation)
    {
        foreach (var plan in plans.Where(p => p.CanApply))
        {
            // An earlier repair may have changed what this one speaks of, or have ended its trouble.
            var (seen, current) = outcomes.Count == 0 ? (diagnosis, plan) : await AgainAsync(plan, cancellation).ConfigureAwait(false);
            if (current is null)
            {
                continue;
            }

            var outcome = await Engine(seen).ApplyAsync(current, cancellation).ConfigureAwait(false);
            outcomes.Add(outcome);
            renderer.Outcome(current, outcome);
            if (request.Fast)
            {
                renderer.Remaining(current);
            }
        }
    }

    /// <summary>Takes a repair back; gives the exit code.</summary>
    public async Task<int> UndoAsync()
    {
        await RecoverAsync().ConfigureAwait(false);
        // What was taken back in part is tried once more where it is named.
        var journal = store.All().LastOrDefault(j => request.UndoId is null
            ? j.State is RepairState.Proved or RepairState.Unproved
            : j.Record.Id == request.UndoId && j.State is not RepairState.RolledBack);
        if (journal is null)
        {
            Console.Error.WriteLine(request.UndoId is { } id
                ? $"gatemedic: no repair {SafeText.Clean(id)} stands; gatemedic fix --history lists them"
                : "gatemedic: no repair stands that could be taken back");
            return ExitCode.Usage;
        }

        var outcome = await Engine(null).UndoAsync(journal).ConfigureAwait(false);
        renderer.Undone(journal, outcome);
        return outcome.Kept.IsEmpty ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task RecoverAsync()
    {
        foreach (var outcome in await Engine(null).RecoverAsync().ConfigureAwait(false))
        {
            renderer.Recovered(outcome);
        }
    }

    private async Task<(Diagnosis.Diagnosis Seen, RepairPlan? Plan)> AgainAsync(RepairPlan plan, CancellationToken cancellation)
    {
        var (seen, plans) = await FixCommand.PlansAsync(request, cancellation).ConfigureAwait(false);
        return (seen, plans.FirstOrDefault(p => p.CanApply && p.Finding.Cause == plan.Finding.Cause && p.Finding.Target?.Key == plan.Finding.Target?.Key));
    }

    private RepairEngine Engine(Diagnosis.Diagnosis? seen) =>
        new(store, new LiveHost(request.Diagnose, seen?.Scene), TimeProvider.System, new LineProgress());

    private string? WhyNobodyIsAsked() =>
        request.Diagnose.Format != "text" ? $"--format {request.Diagnose.Format} tells the plan at the end, too late to ask"
        : Console.IsInputRedirected || Console.IsOutputRedirected ? "there is nobody to ask"
        : null;

    private static bool Agrees()
    {
        Console.Write("Carry it out? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Standard error, so that standard output holds results alone.</summary>
    private sealed class LineProgress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"  ... {SafeText.Clean(value)}");
    }
}
