using System.Collections.Immutable;

namespace Gatemedic.Repair;

/// <summary>Carries out plans as transactions: written down, done, proved; taken back where that fails. The caller holds the store's lock.</summary>
/// <param name="store">Where journals are kept.</param>
/// <param name="host">The machine.</param>
/// <param name="time">Clock.</param>
/// <param name="progress">What is being done, a line each.</param>
public sealed class RepairEngine(RepairStore store, IRepairHost host, TimeProvider time, IProgress<string> progress)
{
    /// <summary>Carries out one plan.</summary>
    public async Task<RepairOutcome> ApplyAsync(RepairPlan plan, CancellationToken cancellation)
    {
        if (RestartBudget.Obstacle(plan, store.All(), time.GetUtcNow()) is { } obstacle)
        {
            return new RepairOutcome(null, null, obstacle, []);
        }

        var asked = await Task.WhenAll(host.AskAsync(plan.Control, cancellation), host.AskAsync(plan.Failing, cancellation)).ConfigureAwait(false);
        var before = asked[0];
        var journal = Write(plan);
        var runner = new OperationRunner(journal, host, time);
        try
        {
            await runner.RunAsync(progress, cancellation).ConfigureAwait(false);
            progress.Report("ask again");
            var verdict = await new RepairProof(plan, before, asked[1], host, time).RunAsync(cancellation).ConfigureAwait(false);
            if (verdict.Helped == false)
            {
                return await BackAsync(journal, verdict.Text, plan.Control, before).ConfigureAwait(false);
            }

            runner.Conclude();
            journal.Add(verdict.Helped is null ? JournalEvent.Unproved : JournalEvent.Proved, null, verdict.Text);
            return new RepairOutcome(journal.State, journal.Record.Id, verdict.Text, []);
        }
        catch (Exception e) when (e is RepairException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await BackAsync(journal, e.Message, plan.Control, before).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await BackAsync(journal, "interrupted", plan.Control, before).ConfigureAwait(false);
        }
    }

    /// <summary>Takes back what an earlier run left unfinished, the newest first; gives what was done about each.</summary>
    public async Task<ImmutableArray<RepairOutcome>> RecoverAsync()
    {
        var outcomes = ImmutableArray.CreateBuilder<RepairOutcome>();
        foreach (var journal in store.All().Where(j => j.State == RepairState.Unfinished).Reverse())
        {
            outcomes.Add(await BackAsync(journal, "cut off", [], []).ConfigureAwait(false));
        }

        return outcomes.ToImmutable();
    }

    /// <summary>Takes back a repair that was carried out; does nothing where a later one builds on it.</summary>
    public async Task<RepairOutcome> UndoAsync(RepairJournal journal)
    {
        var later = store.All().LastOrDefault(j => j.Record.Number > journal.Record.Number && j.Standing.Any() && j.Record.Touched.Intersect(journal.Record.Touched).Any());
        if (later is null)
        {
            return await BackAsync(journal, "undone by the user", [], []).ConfigureAwait(false);
        }

        var shared = string.Join(", ", later.Record.Touched.Intersect(journal.Record.Touched));
        var why = $"{shared} was changed again by {later.Record.Id}; take that back first: gatemedic fix --undo {later.Record.Id}";
        return new RepairOutcome(journal.State, journal.Record.Id, why, [why]);
    }

    /// <summary>Takes back, and asks again what was answered before.</summary>
    private async Task<RepairOutcome> BackAsync(RepairJournal journal, string why, ImmutableArray<Replay> control, ImmutableArray<ReplayAnswer> before)
    {
        progress.Report("take it back");
        // What was interrupted is taken back all the same.
        var kept = await new Rollback(journal, host, time).RunAsync(why, CancellationToken.None).ConfigureAwait(false);
        var now = await host.AskAsync(control, CancellationToken.None).ConfigureAwait(false);
        var harmed = control.Where((_, i) => before[i].Serves && !now[i].Serves).Select(r => $"{r.Url} was answered before the repair and is not any more, although it is taken back");
        return new RepairOutcome(journal.State, journal.Record.Id, why, [.. kept, .. harmed]);
    }

    private RepairJournal Write(RepairPlan plan)
    {
        var record = new RepairRecord
        {
            Id = store.NewId(plan.Finding.Cause),
            At = time.GetUtcNow(),
            Cause = plan.Finding.Cause,
            Title = plan.Finding.Title,
            RemedyId = plan.Remedy!.Id,
            Remedy = plan.Remedy.Title,
            Prior = plan.Prior,
            Operations = plan.Operations,
        };
        // Files are the first operations, in the plan's order.
        return store.Create(record, plan.Files.Select((f, i) => (f, i)).ToDictionary(f => f.i, f => (f.f.Before, f.f.After)));
    }
}
