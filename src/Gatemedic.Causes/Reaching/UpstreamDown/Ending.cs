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
    /// <summary>Why it ended, in its own words; null where it was stopped, or said nothing.</summary>
    public LastWords? Words { get; private init; }

    /// <summary>From what keeps it running where that fits, else from the access log.</summary>
    public static Ending Of(Target target, KeptProgram? down)
    {
        var answered = target.LastAnswered();
        var evidence = answered is { } at ? string.Create(CultureInfo.InvariantCulture, $"{target.Address} still answered at {at:yyyy-MM-dd HH:mm:ss}") : null;
        if (down is not null)
        {
            var words = down.IsCrashed ? LastWords.Of(target) : null;
            return down.IsCrashed
                ? new Ending("crashed", words is null ? down.Text : $"{down.Name} ended: {words.Text}", $"{down.Text}: it ended with an error{(words is null ? "" : $" and said: {words.Text}")}.", evidence) { Words = words }
                : answered is null && target.NeverAnswered()
                    ? new Ending("never-started", $"{down.Name} was not started", $"{down.Text}, and the access log shows no answer since nginx started.", evidence)
                    : new Ending("stopped", $"{down.Name} is stopped", $"{down.Text}: it was stopped or has ended by itself without an error.", evidence);
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
