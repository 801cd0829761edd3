using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application runs and listens, but on another port than nginx is told.</summary>
public sealed class WrongPort : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("wrong-port", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "bind-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(IsRefusedHere).Select(Judge);

    /// <summary>Only a TCP port of this host, on which nothing takes the connection.</summary>
    private static bool IsRefusedHere(Target target) =>
        !target.Address.IsUnix
        && target.Endpoints.Any(target.Scene.IsLocal)
        && (target.IsDead || target.Probes.IsEmpty)
        && (target.With(ProbeOutcome.Refused).Any() || target.RefusedInLog() is not null);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target).Refused(target);
        var samePort = target.Scene.Listeners.Seen.OrEmpty().FirstOrDefault(l => l.Port == target.Address.Port && l.Path is null);
        if (samePort is not null)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} itself is open, on {samePort}", "ss -ltnp");
        }

        var relatives = target.RelativesOf();
        foreach (var relative in relatives.Where(r => r.Probe is null))
        {
            verdict.Ask(Relatives.Question(target, relative.Endpoint));
        }

        var candidates = relatives.Where(r => r.Speaks).ToList();
        if (candidates.Count == 0)
        {
            return verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"nothing else on this host that speaks {target.Protocol.Name()} is without a route", "ss -ltnp");
        }

        return Accuse(verdict, target, candidates[0], candidates.Count);
    }

    private static Verdict Accuse(Verdict verdict, Target target, Relative found, int candidates)
    {
        verdict.For(
            candidates == 1 ? Weigh.Moderate : Weigh.Slight,
            EvidenceKind.Socket,
            $"{found.OwnerText} listens on {found.Listener} instead, and no route of nginx leads there",
            "ss -ltnp");
        verdict.For(Weigh.Slight, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {found.Probe!.Text}", $"probe {found.Endpoint}");
        foreach (var tie in found.Ties)
        {
            verdict.Weighs(tie.Weight, EvidenceKind.Process, tie.Text, found.Owner is null ? "ss -ltnp" : $"/proc/{found.Owner.Pid}");
        }

        verdict.Title = $"nginx is told {target.Address}, but the application listens on {found.Listener}";
        verdict.Explanation =
            $"Nothing listens on {target.Address}, where {target.Where} sends requests, so the kernel refuses every connection. " +
            $"{found.OwnerText} listens on {found.Listener} and answers {target.Protocol.Name()}, and nginx has no other route to it. " +
            "Either nginx or the application has the wrong port.";
        verdict.Remedies = WrongPortRemedy.For(target, found);
        return verdict;
    }
}
