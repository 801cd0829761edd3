namespace Gatemedic.Diagnosis;

/// <summary>Why a peer that seems slow cannot take up requests at all.</summary>
/// <param name="Kind">What shows it.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Source">Where to look again.</param>
public sealed record Exhaustion(EvidenceKind Kind, string Text, string Source)
{
    /// <summary>What is used up, the nearest first; null when nothing is known to be.</summary>
    public static Exhaustion? Of(Target target) =>
        OfFiles(target) ?? (PoolLoad.Of(target) is { IsFull: true } load ? new Exhaustion(EvidenceKind.Process, load.Text, load.Pool.File) : OfQueue(target));

    /// <summary>The application's file descriptors.</summary>
    public static Exhaustion? OfFiles(Target target) => target.OutOfFilesOf() is { } process
        ? new Exhaustion(EvidenceKind.Limit, $"{process.Name} (pid {process.Pid}) has {process.FilesText()}", $"/proc/{process.Pid}/limits")
        : null;

    private static Exhaustion? OfQueue(Target target) => target.FullQueueOf() is { } full
        ? new Exhaustion(EvidenceKind.Socket, $"the accept queue of {full} is full: {full.Queue} wait, {full.Backlog} may", "ss -lntx")
        : null;
}
