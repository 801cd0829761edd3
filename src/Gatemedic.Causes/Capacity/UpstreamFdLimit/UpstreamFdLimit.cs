using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The application itself is out of file descriptors: it can accept no connection, or open nothing that its answer needs.</summary>
public sealed class UpstreamFdLimit : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-fd-limit", CauseGroup.Capacity)
    {
        Rivals = ["backlog-overflow", "slow-upstream"],
        Explains = ["backlog-overflow", "slow-upstream", "upstream-reset", "upstream-crash", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        let processes = Serving(target)
        let lines = Lines(target, processes)
        let full = processes.FirstOrDefault(p => p.IsOutOfFiles())
        where full is not null || !lines.IsEmpty
        select Judge(target, processes, full, lines);

    private static Verdict Judge(Target target, ImmutableArray<HostProcess> processes, HostProcess? full, ImmutableArray<WitnessGroup> lines)
    {
        var verdict = new Verdict(target);
        if (full is not null)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Limit, $"{full.Name} (pid {full.Pid}{full.Home()}) has {full.FilesText()}", $"/proc/{full.Pid}/limits");
        }
        else if (processes.Length > 0 && processes.All(p => p.HasFilesLeft()))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Limit, $"{processes[0].Name} (pid {processes[0].Pid}) has only {processes[0].FilesText()} now", $"/proc/{processes[0].Pid}/limits");
        }

        foreach (var line in lines.Take(2))
        {
            var (text, source) = (line.Samples[0].Message, line.Samples[0].Source);
            verdict.For(Weigh.Strong, EvidenceKind.Log, $"its own log says{(line.Last is { } last ? $" at {last:HH:mm:ss}" : "")}: {text}", source);
        }

        AddSymptoms(verdict, target);
        var who = full ?? processes.FirstOrDefault();
        verdict.Title = who is null
            ? $"The application behind {target.Address} is out of file descriptors"
            : $"{who.Name} (pid {who.Pid}{who.Home()}) behind {target.Address} is out of file descriptors: {who.FilesText()}";
        verdict.Explanation =
            $"Every connection, file and pipe of a process is a descriptor, and the process behind {target.Address} may have no more of them. " +
            "It cannot accept what the kernel has taken for it, or not open what an answer needs: requests wait, are closed, or get a 5xx. " +
            "Either its limit is too low for the load, or it does not close what it opens; then a higher limit only gains time.";
        verdict.Remedies = UpstreamFdLimitRemedy.For(target, who);
        return verdict;
    }

    private static void AddSymptoms(Verdict verdict, Target target)
    {
        if (target.Probes.FirstOrDefault(p => !p.Result.Answered || p.Result.Status >= 500) is { } probed)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"{probed.Endpoint} fails: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }
        else if (target.Current.IsEmpty && !target.Probes.IsEmpty)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{target.Probes[0].Endpoint} answers all the same: {target.Probes[0].Result.Text}", $"probe {target.Probes[0].Endpoint}");
        }

        if (target.Current.FirstOrDefault() is { } group)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, group.Says($"{group.Peer}: {group.AsWritten()}"), group.Samples[0].Source);
        }
    }

    /// <summary>Those that accept the target's connections, and their children.</summary>
    private static ImmutableArray<HostProcess> Serving(Target target)
    {
        var acceptors = target.AcceptorsOf();
        return [.. acceptors, .. target.Scene.Processes.Seen.OrEmpty().Where(p => acceptors.Any(a => a.Pid == p.ParentPid) && !acceptors.Contains(p))];
    }

    /// <summary>What those processes say in their own logs of descriptors, since they were started.</summary>
    private static ImmutableArray<WitnessGroup> Lines(Target target, ImmutableArray<HostProcess> processes) => processes.IsEmpty
        ? []
        : [.. (target.Scene.Witnesses?.Seen ?? default).OrEmpty()
            .Where(l => l.Pids.OrEmpty().Any(pid => processes.Any(p => p.Pid == pid || p.ParentPid == pid)) || (l.Owner is { } owner && processes.Any(p => p.Unit == owner || p.Container == owner)))
            .SelectMany(l => l.Groups.OrEmpty())
            .Where(g => g.Signature.EndsWith("-fd-limit", StringComparison.Ordinal) && !(g.Last < processes[0].StartedAt))
            .OrderByDescending(g => g.Last)];
}
