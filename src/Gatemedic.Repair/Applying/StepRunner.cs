using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Does steps and takes them back: what is so already is not done, and what another process has by now is left alone.</summary>
/// <param name="host">The machine.</param>
internal sealed class StepRunner(IRepairHost host)
{
    /// <summary>Does a step; false where it was so already, which is then nothing of ours to take back.</summary>
    /// <exception cref="RepairException">It fails, or its process has ended.</exception>
    public async Task<bool> RunAsync(Step step, CancellationToken cancellation)
    {
        if (step.Process is { } process && host.PidNow(process, orSuccessor: false) is null)
        {
            throw new RepairException($"{process.Name} (pid {process.Pid}) has ended since it was looked at; run this again");
        }

        if (step.Trace is { } trace && await LookAsync(trace, cancellation).ConfigureAwait(false) is var seen && trace.IsDone(seen.Status, seen.Output))
        {
            return false;
        }

        await RunAsync(step.Run, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes a step back, where there is something to take back.</summary>
    /// <exception cref="RepairException">It fails.</exception>
    public async Task BackAsync(Step step, CancellationToken cancellation)
    {
        if (step.Back is not { } back)
        {
            return;
        }

        if (step.Process is { } process)
        {
            // What reads its files again may have done so under another id; what was set on a process is gone with it.
            if (host.PidNow(process, orSuccessor: step.Kind == StepKind.Reload) is not { } pid)
            {
                return;
            }

            back = new HostCommand([.. back.Words.Select(w => w == Text(process.Pid) ? Text(pid) : w)]);
        }

        if (step.Trace is { } trace)
        {
            var seen = await LookAsync(trace, cancellation).ConfigureAwait(false);
            if (trace.BackNow(back, seen.Status, seen.Output) is not { } now)
            {
                return;
            }

            back = now;
        }

        await RunAsync(back, cancellation).ConfigureAwait(false);
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

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);

    private Task<CommandResult> LookAsync(Trace trace, CancellationToken cancellation) => host.RunAsync(trace.Look, cancellation);
}
