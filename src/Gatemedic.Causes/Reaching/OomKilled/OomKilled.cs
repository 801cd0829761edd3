using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The kernel killed the application, or a process of it, because memory ran out: the machine's, or what its control group may use.</summary>
public sealed class OomKilled : ICause
{
    // A kill that a request ran into stands in both logs within this time.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("oom-killed", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "crash-loop", "upstream-crash"],
        Explains = ["socket-missing", "upstream-reset", "slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where !target.Current.IsEmpty || target.IsDead
        let kill = Kill.Of(target)
        where kill.IsKnown
        select Judge(target, kill);

    private static Verdict Judge(Target target, Kill kill)
    {
        var verdict = new Verdict(target).Refused(target);
        var broken = target.BrokenOff().FirstOrDefault();
        if (broken is not null)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, broken.Says(broken.AsWritten()), broken.Samples[0].Source);
        }

        if (kill.Kept is { } kept)
        {
            verdict.For(Weigh.Decisive, kept.Kind, $"{kept.Text}, and {kept.Tie.Text}", kept.Source);
        }

        foreach (var told in kill.Told.Take(2))
        {
            verdict.For(kill.Kept is null ? Weigh.Strong : Weigh.Slight, told.Group.Program == "kernel" ? EvidenceKind.Kernel : EvidenceKind.Log, $"{told.When}{told.Events[0].Message}", told.SourceOf(told.Events[0]));
        }

        if (kill.Group is { } group)
        {
            verdict.For(kill.Told.IsEmpty ? Weigh.Moderate : Weigh.Slight, EvidenceKind.Limit, $"in its control group {group.Path} {group.OomKills} processes were killed for memory", "memory.events, memory.oom_control");
        }

        Time(verdict, target, kill, broken);
        var limit = kill.Limit is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"the {bytes / 1048576.0:0.#} MiB that it may use") : "the memory of the machine";
        verdict.Title = $"The kernel kills {kill.Name} behind {target.Address}: it uses up {limit}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}. {kill.Name} used up {limit}, and the kernel ended it at once, with SIGKILL: it could not finish its answers nor say a word. " +
            $"{(target.IsDead ? "Nobody listens now, so nginx answers 502" : "The requests that were under way ended with 502; it happens again as soon as memory runs out again")}.";

        // Others are answered meanwhile.
        verdict.Severity = target.IsWell ? Severity.Warning : null;
        verdict.Remedies = OomKilledRemedy.For(target, kill);
        return verdict;
    }

    /// <summary>Whether the kill and nginx's errors belong together.</summary>
    private static void Time(Verdict verdict, Target target, Kill kill, ErrorGroup? broken)
    {
        if (kill.Last is not { } last)
        {
            return;
        }

        if (broken?.Samples.FirstOrDefault(s => kill.Times.Any(t => (s.Time - t).Duration() <= Moment)) is { } together)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, $"{together.Time:HH:mm:ss}: the answer broke off in the moment of the kill", together.Source);
        }
        else if (broken is not null)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, "no answer broke off in the moment of a kill", broken.Samples[0].Source);
        }
        else if (target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().Any(o => o.StartedAt > last.AddSeconds(1)))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Process, "what listens there now was started after the kill", "ps -o lstart");
        }
        else if (target.Current.Length > 0 && target.Current.All(g => g.Last < last - Moment))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, "nginx's errors came before the kill", target.Current[0].Samples[0].Source);
        }
    }
}
