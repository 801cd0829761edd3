using System.Text;

namespace Gatemedic.Repair;

/// <summary>Plans as a patch for <c>patch -p1 -d /</c> and <c>git apply</c>.</summary>
public static class PatchExport
{
    /// <summary>One text; what is no change of a file stands in comments before it, which patch(1) passes over.</summary>
    public static string Of(IEnumerable<RepairPlan> plans)
    {
        var text = new StringBuilder();
        foreach (var plan in plans.Where(p => p.Remedy is not null))
        {
            text.Append($"{plan.Finding.Cause}: {Line(plan.Finding.Title)}\n{Line(plan.Remedy!.Title)}\n");
            foreach (var command in plan.Commands)
            {
                text.Append($"afterwards: {Line(command.ToString())}\n");
            }

            foreach (var file in plan.Files)
            {
                text.Append(Diff(file));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The diff of one file, with the names that <c>-p1</c> strips.</summary>
    internal static string Diff(PlannedFile file)
    {
        var body = file.Diff[(file.Diff.IndexOf("@@", StringComparison.Ordinal) is >= 0 and var at ? at : file.Diff.Length)..];
        return $"--- {(file.Before is null ? "/dev/null" : "a" + file.Path)}\n+++ b{file.Path}\n{body}";
    }

    /// <summary>One line, whatever stands in it.</summary>
    internal static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
