using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The application runs and listens, but on another port than nginx is told.</summary>
public sealed class WrongPort : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("wrong-port", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "crash-loop", "bind-mismatch", "container-loopback", "container-unpublished", "container-address-stale"],
        Explains = ["upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.Targets().Select(target => PublishedElsewhere.Judge(target) ?? (IsRefusedHere(target) ? Judge(target) : null)).OfType<Verdict>();

    /// <summary>Only a TCP port of this host or of a container on it, on which nothing takes the connection.</summary>
    private static bool IsRefusedHere(Target target) =>
        !target.Address.IsUnix
        && target.Space is not null
        && (target.IsDead || target.Probes.IsEmpty)
        && (target.With(ProbeOutcome.Refused).Any() || target.RefusedInLog() is not null);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target).Refused(target);
        if (!target.Scene.Listeners.IsSeen)
        {
            return verdict.Against(Weigh.Moderate, EvidenceKind.Socket, "whether the application listens on another port was not looked at", target.SocketsSource());
        }

        if (target.Endpoints.SelectMany(target.ListenersOn).FirstOrDefault() is { } here)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} itself is open, on {here}", target.SocketsSource());
        }

        if (target.SamePortElsewhere().FirstOrDefault() is { } samePort)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} itself is open, on {samePort.Listener}", target.SocketsSource());
        }

        var relatives = target.RelativesOf();
        foreach (var relative in relatives.Where(r => r.Probe is null))
        {
            verdict.Ask(Relatives.Question(target, relative));
        }

        var candidates = target.CandidatesOf();
        if (candidates.Length > 0)
        {
            return Accuse(verdict, target, candidates[0], candidates.Length);
        }

        return relatives.FirstOrDefault(r => r.Speaks) is { } stranger
            ? verdict.Against(
                Weigh.Decisive,
                EvidenceKind.Process,
                $"{stranger.OwnerText} on {stranger.Listener} is another application: {(stranger.Fits ? "it fits another route that fails" : stranger.Ties.MinBy(t => t.Weight)?.Text)}",
                target.SocketsSource())
            : verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"nothing else {target.Around()} that speaks {target.Protocol.Name()} is without a route", target.SocketsSource());
    }

    private static Verdict Accuse(Verdict verdict, Target target, Relative found, int candidates)
    {
        verdict.For(
            candidates == 1 ? Weigh.Moderate : Weigh.Slight,
            EvidenceKind.Socket,
            $"{found.OwnerText} listens on {found.Listener} instead, and no route of nginx leads there",
            target.SocketsSource());
        verdict.For(Weigh.Slight, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {found.Probe!.Text}", $"probe {found.Endpoint}");
        foreach (var tie in found.Ties)
        {
            verdict.Weighs(tie.Weight, EvidenceKind.Process, tie.Text, found.Owner is null ? target.SocketsSource() : $"/proc/{found.Owner.Pid}");
        }

        if (found.Ties.IsEmpty)
        {
            // Half the programs on a host speak HTTP; few speak the protocols that only stand behind a web server.
            verdict.Against(
                target.Protocol is Protocol.Http or Protocol.Https or Protocol.Stream ? Weigh.Strong : Weigh.Moderate,
                EvidenceKind.Process,
                $"nothing but the protocol ties {found.Listener} to this route",
                target.SocketsSource());
        }

        if (target.PublisherOf(found) is { } published)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Container, $"{found.Listener} is where port {target.Address.Port} of container {published.Name} is published", $"docker inspect {published.Name}");
        }

        if (target.KeptInTrouble().FirstOrDefault(k => k.Container is null && k.Tie.Weight >= Weigh.Strong) is { } down)
        {
            verdict.Against(Weigh.Strong, down.Kind, $"{down.Text}, and {down.Tie.Text}", down.Source);
        }

        verdict.Title = $"nginx is told {target.Address}, but the application listens on {found.Listener}";
        verdict.Explanation =
            $"Nothing listens on {target.Address}, where {target.Sender()} sends requests, so the kernel refuses every connection. " +
            $"{found.OwnerText} listens on {found.Listener} and answers {target.Protocol.Name()}, and nginx has no other route to it. " +
            "Either nginx or the application has the wrong port.";
        verdict.Remedies = WrongPortRemedy.For(target, found);
        return verdict;
    }
}
