using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application closes idle connections before nginx stops reusing them.</summary>
public sealed class KeepaliveRace : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("keepalive-race", CauseGroup.Time);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => !t.IsWell).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        verdict.Remedies = KeepaliveRaceRemedy.For(target);
        return verdict;
    }
}
