using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a slow application: find what is slow, or wait longer where that is meant.</summary>
internal static class SlowUpstreamRemedy
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Waiting waiting) =>
        Measured(target, waiting) is { } seconds ? [Wait(target, waiting, seconds, true), Find(target, waiting)]
        : waiting.Groups.IsEmpty ? [Find(target, waiting)]
        : [Find(target, waiting), Wait(target, waiting, 2 * (waiting.Bound ?? 60), false)];

    private static Remedy Find(Target target, Waiting waiting) => new()
    {
        Id = "find-what-is-slow",
        Title = $"Find what takes so long in the application{waiting.Paths}",
        Commands = Time(target, waiting),
        Risk = Risk.None,
        Verify = "the request is answered within the time that nginx waits",
        Undo = "nothing was changed",
    };

    private static Remedy Wait(Target target, Waiting waiting, double seconds, bool measured)
    {
        var setting = Statement.Of(waiting.Directive, $"{Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)}s");
        var edits = target.Instance.Plan(waiting.Routes.SelectMany(r => PassEdits.Set(r, setting)));
        return new Remedy
        {
            Id = "wait-longer",
            Title = measured ? $"Have nginx wait longer than the answer takes: {setting}" : $"Only where the answer is meant to take so long, have nginx wait longer: {setting}",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            // Its effect is seen when the answer has come, which takes longer than nginx waited before.
            Patience = TimeSpan.FromSeconds(seconds) + Margin,
            Risk = Risk.Low,
            Automatic = measured && !edits.IsEmpty,
            Verify = "the failing request is answered without a gateway error",
            Undo = "put the old value back and reload nginx",
        };
    }

    /// <summary>Twice the time that an answer took which nginx would not have waited for; null when none was measured.</summary>
    private static double? Measured(Target target, Waiting waiting) =>
        waiting.Bound is { } bound && target.Probes.Where(p => p.Result.Answered && p.Result.ElapsedMs > bound * 1000).MaxBy(p => p.Result.ElapsedMs) is { } slow
            ? 2 * slow.Result.ElapsedMs / 1000
            : null;

    private static ImmutableArray<string> Time(Target target, Waiting waiting)
    {
        var path = FailingRoutes.PathsOf(waiting.Groups, 1).FirstOrDefault("/");
        return target.AskDirectly(path, "-s -o /dev/null -w '%{http_code} after %{time_total} s\\n'");
    }
}
