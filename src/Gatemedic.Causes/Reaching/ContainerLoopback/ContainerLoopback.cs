using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>nginx lives in a container, or another network namespace of its own, and is told a loopback address, which is the container itself.</summary>
public sealed class ContainerLoopback : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("container-loopback", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "wrong-port", "bind-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(IsLoopbackElsewhere).Select(Judge);

    private static bool IsLoopbackElsewhere(Target target) =>
        target.Scene.MasterOf(target.Instance) is { SharesOurNetwork: false }
        && !target.Address.IsUnix
        && target.Endpoints.Length > 0 && target.Endpoints.All(e => IPAddress.TryParse(e.Host, out var ip) && IPAddress.IsLoopback(ip))
        && (target.IsDead || target.Probes.IsEmpty)
        && (target.With(ProbeOutcome.Refused).Any() || target.RefusedInLog() is not null);

    private static Verdict Judge(Target target)
    {
        var (scene, home) = (target.Scene, Home(target));
        var verdict = new Verdict(target).Refused(target);
        verdict.For(Weigh.Moderate, EvidenceKind.Container, $"nginx lives in {home}, where {target.Address.Host} is that itself and not the host", $"/proc/{target.Instance.MasterPid}/ns/net");
        if (target.SamePortElsewhere().FirstOrDefault() is { } inside)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} is open in there, on {inside.Listener}", target.SocketsSource());
        }

        if (target.SurelyAnswered() is { } answered)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Log, $"{target.Address} still answered at {answered:HH:mm:ss}, so the application was in there too", "access log");
        }

        if (target.CandidatesOf().FirstOrDefault(c => !c.Ties.IsEmpty) is { } relative)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Process, $"{relative.OwnerText} on {relative.Listener}, in there too, may be the application", target.SocketsSource());
        }

        var outside = Outside.Of(target);
        if (outside.IsEmpty)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} is open neither on the host nor in any other container", "ss -ltnp");
        }

        return Accuse(verdict, target, outside[0], outside.Length, home);
    }

    private static Verdict Accuse(Verdict verdict, Target target, Outside found, int candidates, string home)
    {
        var who = found.Who(target.Scene);
        verdict.For(candidates == 1 ? Weigh.Strong : Weigh.Moderate, EvidenceKind.Socket, $"{who} listens on {found.Listener}", found.Container is null ? "ss -ltnp" : $"docker inspect {found.Container.Name}");
        foreach (var tie in found.Ties.Where(t => t.Weight < 0 || found.Container is null || t.Text.StartsWith('"')))
        {
            verdict.Weighs(tie.Weight, EvidenceKind.Process, tie.Text, found.Container is { } c ? $"docker inspect {c.Name}" : "ss -ltnp");
        }

        var question = Relatives.QuestionAt(target, found.Listener);
        verdict.Ask(question);
        var probe = (target.Scene.AnswerTo(question) as ProbeAnswer)?.Result.Seen;
        if (probe is { Answered: true, Spoken: null })
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}");
        }
        else if (probe is { Connected: true })
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"it does not answer {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}");
        }

        verdict.Title = $"nginx in {home} is told {target.Address}, which is {home} itself: the application is {(found.Container is null ? who : "in " + who)}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}. A loopback address is each network's own, and nginx lives in {home}: it asks itself, where nothing listens on port {target.Address.Port}. " +
            $"{char.ToUpperInvariant(who[0])}{who[1..]} listens on that port.";
        verdict.Remedies = ContainerLoopbackRemedy.For(target, found, isSure: candidates == 1 && probe is { Answered: true, Spoken: null });
        return verdict;
    }

    private static string Home(Target target) =>
        target.Scene.ContainerOf(target.Instance) is { } container ? $"container {container.Name}"
        : target.Scene.MasterOf(target.Instance)?.Container is { } id ? $"container {id.ShortId()}" : "a network namespace of its own";
}
