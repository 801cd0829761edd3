using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application is restarted again and again and dies each time.</summary>
[NoAutomaticFix("what it dies of is a fault of its own, and starting it once more does not mend that")]
public sealed class CrashLoop : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("crash-loop", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "oom-killed", "wrong-port"],
        Explains = ["socket-missing", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where Fails(target)
        let kept = target.KeptInTrouble().FirstOrDefault(k => k.Loops)
        where kept is not null
        select Judge(target, kept);

    /// <summary>Nobody takes connections, or somebody takes them only between two deaths.</summary>
    private static bool Fails(Target target) => target.IsDead || !target.Current.IsEmpty || target.Probes.Any(p => !p.Result.Serves);

    private static Verdict Judge(Target target, KeptProgram kept)
    {
        var verdict = new Verdict(target).Refused(target);
        verdict.For(Weigh.Strong, kept.Kind, kept.Text, kept.Source);
        verdict.For(kept.Tie.Weight, kept.Kind, $"{kept.Name} is the application: {kept.Tie.Text}", kept.Source);
        var words = LastWords.Of(target);
        if (words is not null)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, $"it said: {words.Text}", words.Source);
        }

        if (kept.IsOomKilled)
        {
            verdict.Against(Weigh.Strong, kept.Kind, "memory is what it dies of", kept.Source);
        }

        if (target.Endpoints.SelectMany(target.ListenersOn).Any())
        {
            verdict.Against(Weigh.Slight, EvidenceKind.Socket, $"at this moment something listens on {target.Address}", "ss -lntxp");
        }

        if (target.CandidatesOf().FirstOrDefault(r => !r.Ties.IsEmpty) is { } relative)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Process, $"{relative.OwnerText} on {relative.Listener} may be the application", "ss -ltnp");
        }

        Describe(verdict, target, kept, words);
        verdict.Remedies = CrashLoopRemedy.For(target, kept, words);
        return verdict;
    }

    private static void Describe(Verdict verdict, Target target, KeptProgram kept, LastWords? words)
    {
        verdict.Title = kept.IsGivenUp
            ? $"{kept.Name} behind {target.Address} died at every start and is not started any more"
            : $"{kept.Name} behind {target.Address} dies at every start and is started again";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}. The application that belongs there, {kept.Name}, was started {kept.Often} and ended each time soon after" +
            $"{(kept.IsGivenUp ? ", until it was given up" : "")}; while it is down, nginx answers 502. To start it once more does not help before its own fault is mended" +
            $"{(words is null ? ": its log says which that is" : $". The last that it said: {words.Text}")}.";
    }
}
