using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Does the operations of a repair, each after its journal says so.</summary>
/// <param name="journal">The repair.</param>
/// <param name="host">The machine.</param>
/// <param name="time">Clock.</param>
internal sealed class OperationRunner(RepairJournal journal, IRepairHost host, TimeProvider time)
{
    private readonly StepRunner _steps = new(host);
    private static readonly TimeSpan WorkersTake = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Does all of them.</summary>
    /// <exception cref="RepairException">One failed.</exception>
    public async Task RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        for (var i = 0; i < journal.Record.Operations.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var operation = journal.Record.Operations[i];
            progress.Report(operation.Text);
            if (operation is FileOperation file)
            {
                RequireUnchanged(file, i);
            }

            journal.Add(JournalEvent.Begin, i);
            try
            {
                if (!await DoAsync(i, operation, cancellation).ConfigureAwait(false))
                {
                    journal.Add(JournalEvent.Undone, i, "it was so already");
                    continue;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RepairException)
            {
                journal.Add(JournalEvent.Failed, i, e.Message);
                if (e is ChangedMeanwhileException)
                {
                    // Nothing was done, so there is nothing that the rollback could find changed.
                    RemoveDirectory((FileOperation)operation);
                    journal.Add(JournalEvent.Undone, i);
                }

                throw new RepairException(e.Message);
            }

            journal.Add(JournalEvent.Done, i);
        }
    }

    /// <summary>Takes away what was kept beside the files for a rollback.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void Conclude()
    {
        foreach (var file in journal.Record.Operations.OfType<FileOperation>())
        {
            ReplacedFile.Conclude(file.Path, journal.Record.Id);
        }
    }

    /// <summary>Has nginx load its configuration; waits until only new workers take requests.</summary>
    /// <param name="reload">What has it do so.</param>
    /// <param name="master">Whose workers must be new.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="RepairException">It does not load.</exception>
    public async Task ReloadAsync(HostCommand reload, int master, CancellationToken cancellation)
    {
        var before = host.WorkersOf(master);
        await _steps.RunAsync(reload, cancellation).ConfigureAwait(false);
        var started = time.GetTimestamp();

        // With "master_process off" the one process that there is loads it itself.
        while (!before.Contains(master) && host.WorkersOf(master) is var now && (now.IsEmpty || now.Intersect(before).Any()))
        {
            if (time.GetElapsedTime(started) > WorkersTake)
            {
                throw new RepairException($"nginx was told to reload and still serves with the old workers after {WorkersTake.TotalSeconds:0} s; its error log says why");
            }

            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes away the directory that was made for a file, where nothing else lies in it.</summary>
    public static void RemoveDirectory(FileOperation file)
    {
        if (file.Made is { } made && Directory.Exists(made))
        {
            using var above = HeldDirectory.Open(Path.GetDirectoryName(made)!);
            above.RemoveDirectory(Path.GetFileName(made));
        }
    }

    /// <summary>False where it was so already.</summary>
    private async Task<bool> DoAsync(int index, Operation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case FileOperation file:
                MakeDirectory(file);
                ReplacedFile.Replace(file.Path, file.Before, journal.Content(index, before: false)!, journal.Record.Id);
                return true;
            case StepOperation { Step: var step }:
                return await _steps.RunAsync(step, cancellation).ConfigureAwait(false);
            case LoadOperation load:
                await _steps.RunAsync(load.Test, cancellation).ConfigureAwait(false);
                if (load.MasterPid is { } master)
                {
                    journal.Add(JournalEvent.Tested, index);
                    await ReloadAsync(load.Reload, master, cancellation).ConfigureAwait(false);
                }

                return true;
            default:
                throw new RepairException($"{operation} is not known");
        }
    }

    /// <summary>Before the journal says that the file may have been touched: what somebody else made of it is not taken back then.</summary>
    private void RequireUnchanged(FileOperation file, int index)
    {
        var isMadeAlready = journal.Record.Operations.Take(index).OfType<FileOperation>().Any(earlier => earlier.Made == file.Made);
        if (file.Made is { } made && !isMadeAlready)
        {
            if (Path.Exists(made))
            {
                throw new RepairException($"{made} was made by somebody else since it was looked at; run this again");
            }

            return;
        }

        try
        {
            ReplacedFile.Require(file.Path, file.Before);
        }
        catch (IOException e)
        {
            throw new RepairException(e.Message);
        }
    }

    private static void MakeDirectory(FileOperation file)
    {
        const uint Usual = 0x1ed;
        if (file.Made is { } made && !Directory.Exists(made))
        {
            using var above = HeldDirectory.Open(Path.GetDirectoryName(made)!);
            above.MakeDirectory(Path.GetFileName(made), Usual);
        }
    }
}
