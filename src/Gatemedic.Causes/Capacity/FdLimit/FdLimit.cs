using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>nginx's workers are out of file descriptors.</summary>
public sealed class FdLimit : ICause
{
    private const int ProcessLimit = 24;
    private const int MachineLimit = 23;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("fd-limit", CauseGroup.Capacity)
    {
        Rivals = ["worker-connections"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from instance in scene.Instances
        let groups = scene.Complaints(instance, IsMeant)
        let workers = scene.WorkersOf(instance)
        where !groups.IsEmpty || workers.Any(w => w.IsOutOfFiles())
        select Judge(scene, instance, groups, workers);

    private static bool IsMeant(ErrorGroup group) => group.Errno is ProcessLimit or MachineLimit || group.Signature == "file-table-full";

    private static Verdict Judge(Scene scene, NginxInstance instance, ImmutableArray<ErrorGroup> groups, ImmutableArray<HostProcess> workers)
    {
        var verdict = new Verdict(instance);
        var isMachine = groups.Length > 0 && groups[0].Errno == MachineLimit;
        var plan = FilesPlan.Of(scene, instance, workers, groups);
        if (!groups.IsEmpty)
        {
            var (calls, last) = (string.Join(", ", groups.Select(g => g.AsWritten()).Distinct().Take(3)), groups[0].Samples[0]);
            verdict.For(Weigh.Decisive, EvidenceKind.Log, $"{groups.Span()}: {calls}", last.Source);
        }

        if (!isMachine)
        {
            AddWorkers(verdict, scene, instance, groups, workers);
        }

        if (plan.Limit is { } limit && plan.Connections > limit)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Config, $"worker_connections {plan.Connections} ({plan.ConnectionsWhere}) is more than the {limit} files that a worker may open", plan.ConnectionsWhere);
        }

        if (isMachine && scene.Machine?.Seen is { FileMax: > 0 } machine)
        {
            verdict.Weighs(machine.OpenFiles >= machine.FileMax * 0.9 ? Weigh.Strong : -Weigh.Slight, EvidenceKind.Limit, $"the whole machine has {machine.OpenFiles} of {machine.FileMax} files open", "/proc/sys/fs/file-nr");
        }

        verdict.Title = isMachine
            ? "The whole machine is out of file descriptors (fs.file-max)"
            : plan.Limit is { } most
                ? string.Create(CultureInfo.InvariantCulture, $"nginx's workers may open only {most} files each, and have used them up")
                : "nginx's workers are out of file descriptors";
        verdict.Explanation =
            "Every connection to a client, every one to an upstream and every file is a descriptor, and a worker has a bound on them. " +
            "At the bound it accepts no client for half a second at a time, and requests that need an upstream get 500 at once; the applications behind it are well. " +
            (plan.Source is { } source ? $"The bound comes from {source}." : "The bound is worker_rlimit_nofile, or what started nginx gave it.");
        verdict.Remedies = FdLimitRemedy.For(scene, instance, plan, isMachine);
        return verdict;
    }

    private static void AddWorkers(Verdict verdict, Scene scene, NginxInstance instance, ImmutableArray<ErrorGroup> groups, ImmutableArray<HostProcess> workers)
    {
        if (workers.FirstOrDefault(w => w.IsOutOfFiles()) is { } full)
        {
            // Without a line in the log it stands at the brink and has not stumbled.
            verdict.For(groups.IsEmpty ? Weigh.Moderate : Weigh.Strong, EvidenceKind.Limit, $"worker {full.Pid} has {full.FilesText()}", $"/proc/{full.Pid}/limits");
        }
        else if (workers.Length > 0 && workers.All(w => w.Resources is { OpenFiles: not null } && w.HasFilesLeft()))
        {
            var most = workers.MaxBy(w => w.Resources!.OpenFiles)!;
            var isOver = groups.Length > 0 && (scene.IsLoadedSince(instance, groups[0]) || !scene.IsFresh(groups[0]));
            verdict.Against(
                isOver ? Weigh.Decisive : Weigh.Slight, EvidenceKind.Limit,
                $"worker {most.Pid} has only {most.FilesText()} now{(groups.Length > 0 ? $", and the last complaint is of {groups[0].Last:HH:mm:ss}" : "")}", $"/proc/{most.Pid}/limits");
        }
    }
}
