using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The machine or the application's control group swaps or stalls on memory, so that the application is slow.</summary>
[NoAutomaticFix("who gets memory and who gives it up is a person's decision")]
public sealed class MemoryPressure : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("memory-pressure", CauseGroup.Capacity)
    {
        Explains = ["slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where IsSlow(target)
        let shortage = Shortage.Of(target)
        where shortage.IsKnown
        select Judge(target, shortage);

    /// <summary>Answers do not come in time: memory that is short without that is nobody's trouble.</summary>
    private static bool IsSlow(Target target) =>
        target.Saying("upstream-timed-out").Any() || target.With(ProbeOutcome.TimedOut).Any() || target.Accesses(504).Length > 0;

    private static Verdict Judge(Target target, Shortage shortage)
    {
        var verdict = new Verdict(target);
        if (target.Saying("upstream-timed-out").FirstOrDefault() is { } late)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, late.Says($"no answer from {late.Peer} in time, while {late.Action}"), late.Samples[0].Source);
        }

        if (target.With(ProbeOutcome.TimedOut).FirstOrDefault() is { } silent)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"{silent.Endpoint} does not answer the probe either: {silent.Result.Text}", $"probe {silent.Endpoint}");
        }

        foreach (var (weight, text, source) in shortage.Signs)
        {
            verdict.Weighs(weight, EvidenceKind.Kernel, text, source);
        }

        if (target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().FirstOrDefault(o => o.State == 'T') is { } stopped)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Process, $"{stopped.Name} (pid {stopped.Pid}) is stopped (state T): memory is not what it waits for", $"/proc/{stopped.Pid}/status");
        }

        verdict.Title = $"The application behind {target.Address} is slow because memory is short{(shortage.Group is { } group ? $" in {group.Path}" : " on this machine")}";
        verdict.Explanation =
            $"nginx reaches {target.Address}, and answers do not come in time. {(shortage.Group is null ? "The machine" : "Its control group")} has less memory than its processes work with: the kernel takes pages away that are needed again a moment later, " +
            "so that processes wait for the disk instead of working. More time in nginx does not help; more memory, fewer workers or a leak mended does.";
        verdict.Remedies = MemoryPressureRemedy.For(shortage);
        return verdict;
    }
}
