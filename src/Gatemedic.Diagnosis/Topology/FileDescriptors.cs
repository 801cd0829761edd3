namespace Gatemedic.Diagnosis;

/// <summary>Open files of processes against their limits.</summary>
public static class FileDescriptors
{
    /// <summary>
    /// It has as many files open as it may, or is so near that it was a moment ago: who fails to open one often closes others.
    /// </summary>
    public static bool IsOutOfFiles(this HostProcess process) =>
        process.Resources is { OpenFiles: { } open, FileLimit: > 0 and var limit } && open >= Math.Min(limit - 2, limit * 0.97);

    /// <summary>It is far from its limit, or that is not known.</summary>
    public static bool HasFilesLeft(this HostProcess process) =>
        process.Resources is not { OpenFiles: { } open, FileLimit: > 0 and var limit } || open < limit * 0.8;

    /// <summary>"1022 of 1024 files open".</summary>
    public static string FilesText(this HostProcess process) => process.Resources is { OpenFiles: { } open, FileLimit: { } limit }
        ? $"{open} of {limit} files open"
        : "an unknown number of files open";

    /// <summary>The process among those that accept the target's connections, or serve for them, that is out of descriptors; null when none is.</summary>
    public static HostProcess? OutOfFilesOf(this Target target)
    {
        var acceptors = target.AcceptorsOf();
        return acceptors.FirstOrDefault(IsOutOfFiles)
            ?? target.Scene.Processes.Seen.OrEmpty().FirstOrDefault(p => acceptors.Any(a => a.Pid == p.ParentPid) && p.IsOutOfFiles());
    }
}
