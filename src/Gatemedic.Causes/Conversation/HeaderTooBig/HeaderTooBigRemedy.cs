using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a header that is too big: a larger buffer, or a smaller header.</summary>
internal static class HeaderTooBigRemedy
{
    // Beyond this an application sends headers that a person should look at before nginx sets memory aside for them.
    private const long MostUnasked = 64 * 1024;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, ImmutableArray<Pass> routes, ImmutableArray<BufferPlan> plans, ImmutableArray<ErrorGroup> groups)
    {
        var edits = target.Instance.Plan(routes.Zip(plans).SelectMany(r => PassEdits.Set(r.First, r.Second.Settings)));
        var statements = string.Join(' ', plans[0].Settings);
        var raise = new Remedy
        {
            Id = "raise-buffer-size",
            Title = edits.IsEmpty ? $"In the location that fails, set: {statements}" : $"Give the header {NginxUnits.FormatSize(plans[0].Wanted)}: {statements}",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Automatic = !edits.IsEmpty && plans.All(p => p.Wanted <= MostUnasked),
            Verify = "the failing request is answered, and no new \"upstream sent too big header\" stands in the error log",
            Undo = "put the old values back and reload nginx",
        };
        return [raise, Trim(target, FailingRoutes.PathsOf(groups, 1).FirstOrDefault("/"))];
    }

    private static Remedy Trim(Target target, string path) => new()
    {
        Id = "trim-header",
        Title = "Or have the application send less: fewer and smaller cookies, no tokens or debugging data in headers",
        Commands = [.. target.AskDirectly(path, "-s -o /dev/null -D -").Select(c => c + " | wc -c")],
        Risk = Risk.Medium,
        Verify = "the header that the application sends is smaller than the buffer",
        Undo = "put the application's headers back",
    };
}
