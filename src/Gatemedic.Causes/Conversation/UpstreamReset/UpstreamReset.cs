using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>It closed or reset the connection early, cause not visible from here.</summary>
public sealed class UpstreamReset : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-reset", CauseGroup.Conversation);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => !t.IsWell).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        verdict.Remedies = UpstreamResetRemedy.For(target);
        return verdict;
    }
}
