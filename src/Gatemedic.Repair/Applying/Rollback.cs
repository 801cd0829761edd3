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

    /// <summary>Takes back all that stands; gives what could not be, in sentences.</summary>
    /// <param name="why">Why it is taken back, for the journal.</param>
    /// <param name="cancellation">Only a second Ctrl-C comes here.</param>
    public async Task<ImmutableArray<string>> RunAsync(string why, CancellationToken cancellation)
    {
        journal.Add(JournalEvent.Undo, null, why);
        List<(int Index, Operation Operation)> standing = [.. journal.Standing.Select(i => (i, journal.Record.Operations[i]))];
        var kept = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, operation) in Order(standing))
        {
            try
            {
                await UndoAsync(index, operation, cancellation).ConfigureAwait(false);
                journal.Add(JournalEvent.Undone, index);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RepairException or InvalidDataException)
            {
                // What was cut off while it began may never have been done.
                if (operation is StepOperation && !journal.IsDone(index))
                {
                    journal.Add(JournalEvent.Undone, index, e.Message);
                    continue;
                }

                journal.Add(JournalEvent.Kept, index, e.Message);
                kept.Add(e.Message);
            }
        }

        journal.Add(JournalEvent.RolledBack);
        return kept.ToImmutable();
    }

    private static IEnumerable<(int Index, Operation Operation)> Order(List<(int Index, Operation Operation)> standing) =>
    [
        .. standing.Where(o => o.Operation is StepOperation { Step.Kind: StepKind.Start or StepKind.Set }).Reverse(),
        .. standing.Where(o => o.Operation is FileOperation).Reverse(),
        .. standing.Where(o => o.Operation is StepOperation { Step.Kind: StepKind.Reload or StepKind.Restart }),
        .. standing.Where(o => o.Operation is LoadOperation),
    ];

    private async Task UndoAsync(int index, Operation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case FileOperation file:
                ReplacedFile.RemoveTemporary(file.Path, journal.Record.Id);
                if (Directory.Exists(Path.GetDirectoryName(file.Path)))
                {
                    ReplacedFile.Replace(file.Path, file.After, journal.Content(index, before: true), journal.Record.Id);
                }

                RemoveDirectory(file);
                break;
            case StepOperation { Step.Back: { } back }:
                await _runner.RunAsync(back, cancellation).ConfigureAwait(false);
                break;
            case LoadOperation load:
                await LoadAsync(load, cancellation).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }

    /// <summary>What stood there before may never have loaded: then nginx goes on as it is, as it did before.</summary>
    private async Task LoadAsync(LoadOperation load, CancellationToken cancellation)
    {
        if ((await host.RunAsync(load.Test, cancellation).ConfigureAwait(false)).Succeeded)
        {
            await _runner.LoadAsync(load, cancellation).ConfigureAwait(false);
        }
    }

    private static void RemoveDirectory(FileOperation file)
    {
        if (file.Made is { } made && Directory.Exists(made))
        {
            using var above = HeldDirectory.Open(Path.GetDirectoryName(made)!);
            above.RemoveDirectory(Path.GetFileName(made));
        }
    }
}
