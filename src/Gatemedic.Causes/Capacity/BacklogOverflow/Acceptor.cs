using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Who should empty an accept queue, and why it does not.</summary>
/// <param name="Process">The oldest process that holds the listener; null when that could not be seen.</param>
/// <param name="Stopped">A signal stopped all of them.</param>
/// <param name="Weight">How much its state speaks for a queue that is not emptied; 0 when nothing.</param>
/// <param name="Text">That, as a sentence.</param>
internal sealed record Acceptor(HostProcess? Process, bool Stopped, double Weight, string Text)
{
    /// <summary>Where to look again.</summary>
    public string Source => Process is null ? "ss -lntxp" : $"/proc/{Process.Pid}/status";

    /// <summary>End of the finding's title; null when nothing is known.</summary>
    public string? Title => Process is null ? null : Stopped ? $"{Name} is stopped" : $"{Name} does not accept fast enough";

    /// <summary>One sentence or two.</summary>
    public string Explanation => Process is null
        ? "Which process should accept them could not be seen."
        : Stopped
            ? $"{Name} was stopped by a signal (SIGSTOP, a debugger, Ctrl-Z): it accepts nothing until it is continued."
            : $"{Name} is busy with something else, waits for something, or has too few workers for the load. A longer queue only covers short peaks.";

    private string Name => $"{Process!.Name} (pid {Process.Pid}{Process.Home()})";

    /// <summary>Of a target.</summary>
    public static Acceptor Of(Target target)
    {
        if (target.StoppedOf() is { } stopped)
        {
            return new Acceptor(stopped, true, Weigh.Decisive, $"{stopped.Name} (pid {stopped.Pid}) is stopped (state T) and accepts nothing");
        }

        return target.AcceptorsOf().FirstOrDefault() is not { } first
            ? new Acceptor(null, false, 0, "")
            : first.State switch
            {
                'R' => new Acceptor(first, false, Weigh.Slight, $"{first.Name} (pid {first.Pid}) computes (state R) instead of accepting"),
                'D' => new Acceptor(first, false, Weigh.Moderate, $"{first.Name} (pid {first.Pid}) waits for a disk or a network file system (state D)"),
                _ => new Acceptor(first, false, 0, ""),
            };
    }
}
