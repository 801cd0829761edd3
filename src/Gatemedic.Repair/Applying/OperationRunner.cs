using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Does the operations of a repair, each after its journal says so.</summary>
/// <param name="journal">The repair.</param>
/// <param name="host">The machine.</param>
/// <param name="time">Clock.</param>
internal sealed class OperationRunner(RepairJournal journal, IRepairHost host, TimeProvider time)
{
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
            journal.Add(JournalEvent.Begin, i);
            try
            {
                await DoAsync(i, operation, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RepairException)
            {
                journal.Add(JournalEvent.Failed, i, e.Message);
                throw new RepairException(e.Message);
            }

            journal.Add(JournalEvent.Done, i);
        }
    }

    /// <summary>Has nginx test its configuration and, where it runs, load it; waits until only new workers take requests.</summary>
    /// <exception cref="RepairException">It does not load.</exception>
    public async Task LoadAsync(LoadOperation load, CancellationToken cancellation)
    {
        await RunAsync(load.Test, cancellation).ConfigureAwait(false);
        if (load.MasterPid is not { } master)
        {
            return;
        }

        var before = host.WorkersOf(master);
        await RunAsync(load.Reload, cancellation).ConfigureAwait(false);
        var started = time.GetTimestamp();
        while (host.WorkersOf(master) is var now && (now.IsEmpty || now.Intersect(before).Any()))
        {
            if (time.GetElapsedTime(started) > WorkersTake)
            {
                throw new RepairException($"nginx was told to reload and still serves with the old workers after {WorkersTake.TotalSeconds:0} s; its error log says why");
            }

            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a program.</summary>
    /// <exception cref="RepairException">It fails.</exception>
    public async Task RunAsync(HostCommand command, CancellationToken cancellation)
    {
        var result = await host.RunAsync(command, cancellation).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new RepairException($"\"{command}\" failed: {result.Text}");
        }
    }

    private Task DoAsync(int index, Operation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case FileOperation file:
                MakeDirectory(file);
                ReplacedFile.Replace(file.Path, file.Before, journal.Content(index, before: false), journal.Record.Id);
                return Task.CompletedTask;
            case StepOperation { Step: var step }:
                return RunAsync(step.Run, cancellation);
            case LoadOperation load:
                return LoadAsync(load, cancellation);
            default:
                throw new RepairException($"{operation} is not known");
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
