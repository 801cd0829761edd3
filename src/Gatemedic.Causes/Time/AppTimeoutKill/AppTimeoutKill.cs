using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application server's own time limit kills the request before it is answered.</summary>
public sealed class AppTimeoutKill : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("app-timeout-kill", CauseGroup.Time);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => !t.IsWell).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        verdict.Remedies = AppTimeoutKillRemedy.For(target);
        return verdict;
    }
}
