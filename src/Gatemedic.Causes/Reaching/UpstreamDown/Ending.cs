using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>How the application came to be down, as far as its service and the access log tell.</summary>
/// <param name="Detail">stopped, crashed, exited, never-started; null when nothing is known.</param>
/// <param name="Title">End of the finding's title.</param>
/// <param name="Explanation">One sentence.</param>
/// <param name="Evidence">What the access log shows; null when nothing.</param>
internal sealed record Ending(string? Detail, string Title, string Explanation, string? Evidence)
{
    // systemd's words for a main process that a signal, a dumped core, its watchdog or memory's end took.
    private static readonly string[] Deaths = ["signal", "core-dump", "watchdog", "oom-kill", "timeout"];

    /// <summary>From the unit where one fits, else from the access log.</summary>
    public static Ending Of(Target target, DownUnit? down)
    {
        var answered = target.LastAnswered();
        var evidence = answered is { } at ? string.Create(CultureInfo.InvariantCulture, $"{target.Address} still answered at {at:yyyy-MM-dd HH:mm:ss}") : null;
        if (down is { Unit: var unit })
        {
            return unit switch
            {
                { ActiveState: "failed" } when Deaths.Contains(unit.Result) =>
                    new("crashed", $"{unit.Name} crashed ({unit.Result})", $"{unit.Name} died: systemd says {unit.Result}.", evidence),
                { ActiveState: "failed" or "activating" } =>
                    new("crashed", $"{down.Text}", $"{unit.Name} ended with an error: systemd says {unit.Result}, exit status {unit.ExitStatus}.", evidence),
                _ when answered is null && target.NeverAnswered() =>
                    new("never-started", $"{unit.Name} was not started", $"{unit.Name} is {unit.ActiveState}, and the access log shows no answer since nginx started.", evidence),
                _ => new("stopped", $"{unit.Name} is stopped", $"{unit.Name} is {unit.ActiveState}: it was stopped or has ended by itself without an error.", evidence),
            };
        }

        if (answered is { } last)
        {
            return new("exited", "the application has ended", string.Create(CultureInfo.InvariantCulture, $"It still answered at {last:HH:mm:ss}, so its process has ended since."), evidence);
        }

        // It took connections, whatever came of them.
        if (target.Errors.Any(g => g.Peer != target.Upstream?.Name && g.Action is { } action && action != "connecting to upstream"))
        {
            return new("exited", "the application has ended", "It still took connections a while ago, so its process has ended since.", null);
        }

        return target.NeverAnswered()
            ? new("never-started", "the application was never started", "The access log shows no answer from it since nginx started.", $"the access log shows no answer from {target.Address} since nginx started")
            : new(null, "the application is not running", "The application is not running.", null);
    }
}
