using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>
/// Takes back what a repair did, from its journal alone: first what was started or set, then the files, then whoever reads those files reads
/// them again. It can be cut off and begun again.
/// </summary>
/// <param name="journal">The repair.</param>
/// <param name="host">The machine.</param>
/// <param name="time">Clock.</param>
internal sealed class Rollback(RepairJournal journal, IRepairHost host, TimeProvider time)
{
    private readonly OperationRunner _runner = new(journal, host, time);
    private readonly StepRunner _steps = new(host);
    private readonly ImmutableArray<string>.Builder _kept = ImmutableArray.CreateBuilder<string>();
    private string? _unwritten;

    /// <summary>Takes back all that stands; gives what could not be, in sentences.</summary>
    /// <param name="why">Why it is taken back, for the journal.</param>
    /// <param name="cancellation">Only a second Ctrl-C comes here.</param>
    public async Task<ImmutableArray<string>> RunAsync(string why, CancellationToken cancellation)
    {
        Tell(JournalEvent.Undo, null, why);
        foreach (var (index, operation) in Order())
        {
            try
            {
                await UndoAsync(index, operation, cancellation).ConfigureAwait(false);
                Tell(JournalEvent.Undone, index);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RepairException or InvalidDataException)
            {
                Keep(index, operation, e);
            }
        }

        Tell(JournalEvent.RolledBack);
        if (_unwritten is not null)
        {
            _kept.Add($"{_unwritten}; what was taken back is taken back, and the next gatemedic fix looks once more");
        }

        return _kept.ToImmutable();
    }

    private IEnumerable<(int Index, Operation Operation)> Order()
    {
        var all = journal.Record.Operations.Select((operation, index) => (Index: index, Operation: operation)).ToList();
        var standing = all.Where(o => journal.Standing.Contains(o.Index)).ToList();

        // A file that could not be put back before and is now has to be read again by whoever had read it.
        var read = standing.Any(o => o.Operation is FileOperation) ? all.Where(o => journal.Says(JournalEvent.Begin, o.Index)).ToList() : standing;
        return
        [
            .. standing.Where(o => o.Operation is StepOperation { Step.Kind: StepKind.Start or StepKind.Set }).Reverse(),
            .. standing.Where(o => o.Operation is FileOperation).Reverse(),
            .. read.Where(o => o.Operation is StepOperation { Step.Kind: StepKind.Reload or StepKind.Restart }),
            .. read.Where(o => o.Operation is LoadOperation),
        ];
    }

    private async Task UndoAsync(int index, Operation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case FileOperation file:
                // The directory that is made for it may not have been made yet.
                if (file.Made is null || Directory.Exists(file.Made))
                {
                    ReplacedFile.PutBack(file.Path, journal.Content(index, before: true), journal.Content(index, before: false)!, journal.Record.Id);
                    OperationRunner.RemoveDirectory(file);
                }

                break;
            case StepOperation { Step: var step }:
                await _steps.BackAsync(step, cancellation).ConfigureAwait(false);
                break;
            // Where it was not told to load, it serves by what was there before.
            case LoadOperation { MasterPid: { } master } load when journal.Says(JournalEvent.Tested, index):
                await LoadAsync(load, master, cancellation).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }

    private async Task LoadAsync(LoadOperation load, int master, CancellationToken cancellation)
    {
        if (host.WorkersOf(master).IsEmpty)
        {
            // Another nginx may have been started from these files since, or none: then there is nothing that could load them.
            await host.RunAsync(load.Reload, cancellation).ConfigureAwait(false);
            return;
        }

        var test = await host.RunAsync(load.Test, cancellation).ConfigureAwait(false);
        // What nginx refused before, or refuses for another reason than a file that was put back, it goes on without.
        if (!test.Succeeded && (load.WasRefused || !journal.Record.Operations.Any(o => o is FileOperation)))
        {
            return;
        }

        if (!test.Succeeded)
        {
            throw new RepairException($"the files are as before, and nginx does not accept them: {test.Text}; it serves on by the configuration that it has loaded");
        }

        await _runner.ReloadAsync(load.Reload, master, cancellation).ConfigureAwait(false);
    }

    private void Keep(int index, Operation operation, Exception e)
    {
        // What failed as it began was not done, and then there is nothing to take back.
        if (operation is StepOperation && journal.Says(JournalEvent.Failed, index))
        {
            Tell(JournalEvent.Undone, index, e.Message);
            return;
        }

        var what = (operation, e) switch
        {
            (FileOperation { Before: not null }, ChangedMeanwhileException) => $"{e.Message}. What it held before the repair is kept in {Path.Combine(journal.Folder, $"{index}.before")}",
            (FileOperation, ChangedMeanwhileException) => e.Message,
            (StepOperation, _) when !journal.Says(JournalEvent.Done, index) => $"\"{operation.Text}\" was cut off, and whether it was done is not known: {e.Message}",
            _ => $"{e.Message}. Once that is mended: gatemedic fix --undo {journal.Record.Id}",
        };
        Tell(JournalEvent.Kept, index, what);
        _kept.Add(what);
    }

    /// <summary>A journal that cannot be written, on a full disk, does not stop the way back: it is gone again by the next run.</summary>
    private void Tell(JournalEvent what, int? operation = null, string? text = null)
    {
        try
        {
            journal.Add(what, operation, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unwritten ??= e.Message;
        }
    }
}
