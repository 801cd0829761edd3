using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Repair;
using Gatemedic.Repairing;
using Gatemedic.Settings;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic fix</c>: plans the repair, shows it, carries it out after the user agrees, proves it, takes it back where it does not help.</summary>
internal static class FixCommand
{
    /// <summary>How long an interrupted run may take to end: what is half done is taken back and told, and systemd gives a service 90 s to start.</summary>
    public static readonly TimeSpan TakingBack = TimeSpan.FromMinutes(5);

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
        IFixRenderer renderer = request.Diagnose.Format switch
        {
            "text" => new FixTextRenderer(request.Diagnose.NoColor),
            "json" => new FixJsonRenderer(Console.Out),
            var page => new FixPageRenderer(page, Console.Out),
        };
        var (code, fault) = (ExitCode.Unfinished, "");
        try
        {
            code = await RunAsync(request, renderer, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            fault = $"{(cancellation.IsCancellationRequested ? "interrupted" : "not finished in time")}; nothing was changed";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            fault = e.Message;
        }

        if (fault.Length > 0)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(fault)}");
            renderer.CutShort(fault);
        }

        if (request.Export is null || request.History)
        {
            renderer.End();
        }

        return code;
    }

    private static async Task<int> RunAsync(FixRequest request, IFixRenderer renderer, CancellationToken cancellation)
    {
        var store = new RepairStore(StateFolder.Repairs, TimeProvider.System);
        var code = ExitCode.Done;
        if (request.History)
        {
            var (repairs, damaged) = store.Readable();
            renderer.History(repairs);
            foreach (var what in damaged)
            {
                Console.Error.WriteLine($"gatemedic: {SafeText.Clean(what)}");
                code = ExitCode.Unfinished;
            }
        }
        else if (request.Export is { } kind)
        {
            return await ExportAsync(request, kind, cancellation).ConfigureAwait(false);
        }
        else if (request.DryRun)
        {
            var plans = await PlansAsync(request, cancellation).ConfigureAwait(false);
            renderer.Plans(plans.Plans);
            code = plans.Plans.IsEmpty ? ExitCode.Done : ExitCode.Problem;
        }
        else
        {
            using var held = store.Lock();
            var run = new FixRun(request, store, renderer);
            code = await (request.Undo ? run.UndoAsync() : run.ApplyAsync(cancellation)).ConfigureAwait(false);
        }

        return code;
    }

    /// <summary>Prints the plans for another tool; they are on standard output alone, so that they can go to a file.</summary>
    private static async Task<int> ExportAsync(FixRequest request, string kind, CancellationToken cancellation)
    {
        var plans = (await PlansAsync(request, cancellation).ConfigureAwait(false)).Plans;
        foreach (var plan in plans.Where(p => p.Remedy is null))
        {
            Console.Error.WriteLine($"gatemedic: {plan.Finding.Cause}: {SafeText.Clean(plan.Obstacles[0])}");
        }

        Console.Out.Write(kind switch { "patch" => PatchExport.Of(plans), "ansible" => AnsibleExport.Of(plans), _ => ShellExport.Of(plans) });
        return plans.IsEmpty || plans.Any(p => p.Remedy is not null) ? ExitCode.Done : ExitCode.Problem;
    }

    /// <summary>Diagnoses, and plans what would be done about each finding that the request means, with what a private nginx shows of it.</summary>
    public static async Task<(Diagnosis.Diagnosis Diagnosis, ImmutableArray<RepairPlan> Plans)> PlansAsync(FixRequest request, CancellationToken cancellation)
    {
        Diagnosis.Diagnosis diagnosis;
        using (ProgressRenderer.Start("looking at nginx, its logs and its upstreams"))
        {
            diagnosis = (await DiagnoseCommand.DiagnoseAsync(request.Diagnose, cancellation).ConfigureAwait(false)).Diagnosis;
        }

        diagnosis = diagnosis.Waive(UserSettings.OfThisRun.Value.Waivers);
        var planner = new RepairPlanner(diagnosis.Scene, new RepairChoice(request.Remedy, request.Fast));
        var meant = diagnosis.Findings.Where(f => f.Severity != Severity.Info && f.Waived is null && (request.Only is null || f.Cause == request.Only));
        return (diagnosis, await new PriorProving(request, diagnosis.Scene).ProveAsync([.. meant.Select(planner.Plan)], cancellation).ConfigureAwait(false));
    }
}
