using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>An application that somebody halted: a signal stopped its process, or its container is paused. The kernel still takes connections for it.</summary>
/// <param name="Kind">How it is seen.</param>
/// <param name="Who">"node (pid 41)", "container shop".</param>
/// <param name="State">"stopped", "paused".</param>
/// <param name="Because">What shows it.</param>
/// <param name="Source">Where to look again.</param>
/// <param name="Wake">What lets it go on.</param>
internal sealed record Halt(EvidenceKind Kind, string Who, string State, string Because, string Source, Remedy Wake)
{
    /// <summary>Of the application behind the target; null where it runs.</summary>
    public static Halt? Of(Target target) => target.StoppedOf() is { } process ? OfProcess(target, process) : target.PausedContainerOf() is { } container ? OfContainer(container) : null;

    private static Halt OfProcess(Target target, HostProcess process)
    {
        var who = $"{process.Name} (pid {process.Pid})";
        return new Halt(EvidenceKind.Process, who, "stopped", $"{who} is stopped (state T): the kernel takes its connections, and nobody answers", $"/proc/{process.Pid}/status", new Remedy
        {
            Id = "continue-process",
            Title = $"Let {who} go on",
            Steps = [.. target.AcceptorsOf().Select(Steps.Continue)],
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"the third field of /proc/{process.Pid}/stat is no longer T, and the failing request is answered",
            Undo = $"kill -STOP {process.Pid}",
        });
    }

    private static Halt OfContainer(Container container)
    {
        var who = $"container {container.Name}";
        return new Halt(EvidenceKind.Container, who, "paused", $"{who} is paused: its connections are taken, and nobody answers", $"docker inspect {container.Name.Quoted()}", new Remedy
        {
            Id = "unpause-container",
            Title = $"Let {who} go on",
            Steps = [Steps.Unpause(container)],
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"docker ps shows {container.Name} as Up, without (Paused), and the failing request is answered",
            Undo = $"docker pause {container.Name.Quoted()}",
        });
    }
}
