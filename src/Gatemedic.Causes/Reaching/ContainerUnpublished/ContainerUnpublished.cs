using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>nginx runs on the host, and the application in a container whose port is not published where nginx looks.</summary>
public sealed class ContainerUnpublished : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("container-unpublished", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "wrong-port", "bind-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.AllContainers().IsEmpty ? [] : scene.Targets().Where(IsRefusedOnHost).Select(Judge);

    private static bool IsRefusedOnHost(Target target) =>
        !target.Address.IsUnix
        && target.NetNs == target.Scene.HostNetNs() && target.Space == target.NetNs
        && (target.IsDead || target.Probes.IsEmpty)
        && (target.With(ProbeOutcome.Refused).Any() || target.RefusedInLog() is not null);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target).Refused(target);
        var hidden = target.HiddenContainersOf();
        if (hidden.FirstOrDefault() is not { } found)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Container, $"no container listens on port {target.Address.Port} in its own network", "docker ps");
        }

        var listener = target.Scene.ListenersIn(found.Container).First(l => l.Port == target.Address.Port);
        var question = Relatives.QuestionAt(target, listener);
        verdict.Ask(question);
        var probe = (target.Scene.AnswerTo(question) as ProbeAnswer)?.Result.Seen;
        Weighs(verdict, target, found, hidden.Length);
        if (probe is { Answered: true, Spoken: null })
        {
            verdict.For(Weigh.Slight, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}");
        }
        else if (probe is { Connected: true })
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"it does not answer {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}");
        }

        return Tell(verdict, target, found, isSure: found.IsTied && !found.RanBefore);
    }

    private static void Weighs(Verdict verdict, Target target, HiddenContainer found, int candidates)
    {
        var (container, source) = (found.Container, $"docker inspect {found.Container.Name}");
        var elsewhere = found.Elsewhere;
        verdict.For(
            candidates > 1 || !found.IsTied ? Weigh.Slight : elsewhere is not null ? Weigh.Strong : Weigh.Moderate,
            EvidenceKind.Container,
            $"container {container.Name} listens on port {target.Address.Port} in its own network, and {(elsewhere is null ? "no port of the host leads there" : $"{elsewhere.HostAddress}:{elsewhere.HostPort} of the host leads there")}",
            source);
        foreach (var tie in found.Ties.Where(t => t.Text.StartsWith('"')))
        {
            verdict.For(tie.Weight, EvidenceKind.Container, tie.Text, source);
        }

        if (found.RanBefore)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Log, $"{container.Name} already ran as it does now when {target.Address} still answered ({found.Answered:HH:mm:ss})", source);
        }
        else if (found.CameAfter)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"{container.Name} was started after {target.Address} last answered", source);
        }

        if (found.UsedBy is { } other)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Config, $"another nginx sends requests to {container.Name} already: {other.Where}", other.Where);
        }

        if (target.CandidatesOf().FirstOrDefault(c => c.Kinship > 0) is { } relative)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Process, $"{relative.OwnerText} on {relative.Listener} may be the application", "ss -ltnp");
        }

        if (target.DownUnitsOf().FirstOrDefault(u => u.Tie.Weight >= Weigh.Strong) is { } down)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Service, $"{down.Text}, and {down.Tie.Text}", $"systemctl status {down.Unit.Name}");
        }
    }

    private static Verdict Tell(Verdict verdict, Target target, HiddenContainer found, bool isSure)
    {
        var name = found.Container.Name;
        verdict.Title = found.Elsewhere is { } elsewhere
            ? $"nginx is told {target.Address}, but container {name} is published on {elsewhere.HostAddress}:{elsewhere.HostPort}"
            : $"nginx is told {target.Address}, but port {target.Address.Port} of container {name} is not published";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}, an address of the host, where nothing listens. Container {name} listens on port {target.Address.Port} in a network of its own, " +
            (found.Elsewhere is { } way
                ? $"and the host passes {way.HostAddress}:{way.HostPort} to it. nginx has to ask there, or the container has to be published where nginx asks."
                : "and no port of the host was published for it when it was created. A container gets its published ports when it is made, so it has to be made anew with one.");
        verdict.Remedies = ContainerUnpublishedRemedy.For(target, found, isSure);
        return verdict;
    }
}
