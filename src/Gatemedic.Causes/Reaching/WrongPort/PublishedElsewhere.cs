using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The port of the host leads to a port of a container on which nothing listens, and its application listens on another one.</summary>
internal static class PublishedElsewhere
{
    /// <summary>Null for every other target.</summary>
    public static Verdict? Judge(Target target) =>
        target.DeadEndOf() is { Bound: null, Others: [var other, ..] } end ? Accuse(target, end, other) : null;

    private static Verdict Accuse(Target target, DeadEnd end, Listener other)
    {
        var (name, port) = (end.Container.Name, end.Port);
        var question = Relatives.QuestionAt(target, other);
        var verdict = new Verdict(target).Ended(target)
            .For(Weigh.Strong, EvidenceKind.Container, $"nothing in container {name} listens on port {port.Port}, for which port {port.HostPort} of the host is published", $"docker port {name}")
            .For(end.Others.Length == 1 ? Weigh.Strong : Weigh.Slight, EvidenceKind.Container, $"container {name} listens on port {other.Port}", $"docker exec {name} ss -ltn");
        verdict.Ask(question);
        if ((target.Scene.AnswerTo(question) as ProbeAnswer)?.Result.Seen is { } probe)
        {
            _ = probe is { Answered: true, Spoken: null }
                ? verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}")
                : verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"it does not answer {target.Protocol.Name()} there: {probe.Text}", $"probe {question.Address}");
        }

        verdict.Title = $"{target.Address} is published for port {port.Port} of container {name}, but its application listens on port {other.Port}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}, and the host passes them on to port {port.Port} of container {name}. Nothing listens there: the application in the container listens on " +
            $"port {other.Port}. Either the published port or the application has the wrong number.";
        verdict.Remedies = [WrongPortRemedy.Inside(end, other)];
        return verdict;
    }
}
