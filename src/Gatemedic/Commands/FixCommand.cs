using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Repair;
using Gatemedic.Repairing;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic fix</c>: plans the repair, shows it, carries it out after the user agrees, proves it, takes it back where it does not help.</summary>
internal static class FixCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("fix", "Repair what diagnose finds: shown first, proved afterwards, taken back where it does not help");
        var options = new FixOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FixRequest request, CancellationToken cancellation)
    {
        var store = new RepairStore(StateFolder.Repairs, TimeProvider.System);
        try
        {
            if (request.History)
            {
                Print(request, r => r.History(store.All()));
                return ExitCode.Done;
            }

            if (request.DryRun)
            {
                var seen = await LookAsync(request, cancellation).ConfigureAwait(false);
                var plans = await PlansAsync(seen, request, cancellation).ConfigureAwait(false);
                Print(request, r => r.Plans(plans));
                return seen.Findings.IsEmpty ? ExitCode.Done : ExitCode.Problem;
            }

            using var held = store.Lock();
            return request.Undo
                ? await new FixRun(request, store).UndoAsync().ConfigureAwait(false)
                : await new FixRun(request, store).ApplyAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(cancellation.IsCancellationRequested ? "gatemedic: interrupted; nothing was changed" : "gatemedic: not finished in time; nothing was changed");
            return ExitCode.Unfinished;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Unfinished;
        }
    }

    /// <summary>Diagnoses as the request says.</summary>
    public static async Task<Diagnosis.Diagnosis> LookAsync(FixRequest request, CancellationToken cancellation)
    {
        using (ProgressRenderer.Start("looking at nginx, its logs and its upstreams"))
        {
            return (await DiagnoseCommand.DiagnoseAsync(request.Diagnose, cancellation).ConfigureAwait(false)).Diagnosis;
        }
    }

    /// <summary>What would be done about each finding that the request means, with what a private nginx shows of it.</summary>
    public static Task<ImmutableArray<RepairPlan>> PlansAsync(Diagnosis.Diagnosis diagnosis, FixRequest request, CancellationToken cancellation)
    {
        var planner = new RepairPlanner(diagnosis.Scene, request.Remedy);
        var meant = diagnosis.Findings.Where(f => f.Severity != Severity.Info && (request.Only is null || f.Cause == request.Only));
        return new PriorProving(request, diagnosis.Scene).ProveAsync([.. meant.Select(planner.Plan)], cancellation);
    }

    /// <summary>Prints in the format of the request.</summary>
    public static void Print(FixRequest request, Action<FixTextRenderer> print) =>
        Terminal.Print(request.Diagnose.NoColor, console => print(new FixTextRenderer(console)));
}
