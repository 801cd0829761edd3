using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Plans as a script for a POSIX shell, which keeps a copy of each file beside it and stops at the first failure.</summary>
public static class ShellExport
{
    /// <summary>The script.</summary>
    public static string Of(IEnumerable<RepairPlan> plans)
    {
        var script = new StringBuilder("#!/bin/sh\n# Written by gatemedic. Read it before you run it.\nset -eu\n");
        foreach (var plan in plans.Where(p => p.Remedy is not null))
        {
            script.Append($"\n# {plan.Finding.Cause}: {PatchExport.Line(plan.Finding.Title)}\n# {PatchExport.Line(plan.Remedy!.Title)}\n# undo: {PatchExport.Line(plan.Remedy.Undo)}\n");
            foreach (var file in plan.Files)
            {
                Append(script, file);
            }

            foreach (var command in plan.Commands)
            {
                script.Append($"{command}\n");
            }
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, PlannedFile file)
    {
        var diff = PatchExport.Diff(file);
        var end = Enumerable.Range(0, int.MaxValue).Select(n => n == 0 ? "PATCH" : $"PATCH{n}").First(word => !diff.Split('\n').Contains(word));
        script.Append(file.Before is null ? $"mkdir -p {Path.GetDirectoryName(file.Path)!.Quoted()}\n" : $"cp -p {file.Path.Quoted()} {(file.Path + ".before-gatemedic").Quoted()}\n");
        script.Append($"patch --follow-symlinks -p1 -d / <<'{end}'\n{diff}{(diff.EndsWith('\n') ? "" : "\n")}{end}\n");
    }
}
