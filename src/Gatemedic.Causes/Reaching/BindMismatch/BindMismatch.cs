using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The application listens on the right port, but on an address that nginx's target does not reach.</summary>
public sealed class BindMismatch : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("bind-mismatch", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "wrong-port", "localhost-ipv6", "container-loopback", "container-unpublished", "container-address-stale"],
        Explains = ["upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => 
        scene.Targets().Select(target => BoundInside.Judge(target) ?? (IsRefusedHere(target) ? Judge(target) : null)).OfType<Verdict>();

    private static bool IsRefusedHere(Target target) =>
        !target.Address.IsUnix
        && target.Space is not null
        && (target.IsDead || target.Probes.IsEmpty)
        && (target.With(ProbeOutcome.Refused).Any() || target.RefusedInLog() is not null);

    private static Verdict? Judge(Target target)
    {
        if (!target.Scene.Listeners.IsSeen)
        {
            return null;
        }

        var verdict = new Verdict(target).Refused(target);
        var elsewhere = target.SamePortElsewhere();
        if (elsewhere.IsEmpty)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"port {target.Address.Port} is not open on any other address {target.Around()}", target.SocketsSource());
        }

        foreach (var relative in elsewhere.Where(r => r.Probe is null))
        {
            verdict.Ask(Relatives.Question(target, relative));
        }

        if (target.FamilyGapOf() is { } gap)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Dns, $"{target.Address.Host} is a name, and the application listens on its other family: {gap.Live}", "getent ahosts");
        }

        return Accuse(verdict, target, elsewhere[0]);
    }

    private static Verdict Accuse(Verdict verdict, Target target, Relative found)
    {
        verdict.For(Weigh.Strong, EvidenceKind.Socket, $"port {target.Address.Port} is open, but only on {found.Listener}: {found.OwnerText}", target.SocketsSource());
        switch (found)
        {
            case { Speaks: true }:
                verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} there: {found.Probe!.Text}", $"probe {found.Endpoint}");
                break;
            case { Probe.Connected: true }:
                verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"what listens on {found.Listener} does not answer {target.Protocol.Name()}: {found.Probe.Text}", $"probe {found.Endpoint}");
                break;
        }

        if (target.PublisherOf(found) is { } published)
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Container, $"{found.Listener} is where port {target.Address.Port} of container {published.Name} is published", $"docker inspect {published.Name}");
        }

        verdict.Title = $"nginx is told {target.Address}, but the application is bound to {found.Listener}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}. {found.OwnerText} listens on that port, but only on {Reach(found.Listener)}, " +
            "which a connection to nginx's address does not reach, so the kernel refuses it. nginx and the application have to agree on one address.";
        verdict.Remedies = BindMismatchRemedy.For(target, found);
        return verdict;
    }

    private static string Reach(Listener listener) => listener switch
    {
        { Address: "::" } => "IPv6 addresses",
        { Address: "0.0.0.0" } => "IPv4 addresses",
        { Address: "127.0.0.1" or "::1" } => $"the loopback address {listener.Address}",
        _ => listener.Address,
    };
}
