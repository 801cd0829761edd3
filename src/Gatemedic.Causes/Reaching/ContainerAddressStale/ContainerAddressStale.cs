using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>nginx has the address of a container that has since got another.</summary>
public sealed class ContainerAddressStale : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("container-address-stale", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "wrong-port", "bind-mismatch", "firewall-blocked", "host-unreachable", "container-network", "dns-stale", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.AllContainers().IsEmpty ? [] : scene.Targets().Where(Fails).Select(Judge).OfType<Verdict>();

    /// <summary>A literal address, of the configuration or of the log, that takes no connection and is not nginx's own.</summary>
    private static bool Fails(Target target) =>
        target.Endpoints is [var endpoint] && endpoint == target.Address && !target.Address.IsUnix
        && IPAddress.TryParse(endpoint.Host, out var ip) && !IPAddress.IsLoopback(ip) && !target.IsLocal(endpoint)
        && (target.IsDead || (target.Probes.IsEmpty && target.Current.Any(g => g.Action == "connecting to upstream")));

    private static Verdict? Judge(Target target)
    {
        if (!Heir.IsContainers(target) || Heir.Of(target) is not { } heir)
        {
            return null;
        }

        var verdict = new Verdict(target);
        if (target.Current.FirstOrDefault(g => g.Action == "connecting to upstream") is { } group)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, group.Says($"nginx cannot connect to {target.Address}: {group.AsWritten()}"), group.Samples[0].Source);
        }

        if (target.Probes.FirstOrDefault() is { } probed)
        {
            verdict.For(verdict.Evidence.Count == 0 ? Weigh.Strong : Weigh.Slight, EvidenceKind.Probe, $"{target.Address} takes no connection: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }

        Weighs(verdict, target, heir);
        return Tell(verdict, target, heir);
    }

    private static void Weighs(Verdict verdict, Target target, Heir heir)
    {
        var (scene, name) = (target.Scene, heir.Container.Name);
        var source = $"docker inspect {name}";
        var holder = scene.ContainerAt(target.Address.Host);
        if (holder is not null && scene.ListenersIn(holder).Any(l => l.Port == target.Address.Port))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Container, $"container {holder.Name} has {target.Address.Host} and listens on that port", $"docker inspect {holder.Name}");
        }

        verdict.For(
            Weigh.Moderate,
            EvidenceKind.Container,
            holder is null ? $"no container has the address {target.Address.Host}" : $"{target.Address.Host} belongs to container {holder.Name}, which does not listen on port {target.Address.Port}",
            holder is null ? "docker network inspect" : $"docker inspect {holder.Name}");
        if (heir.Named is { } named)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Dns, $"{named.Address.Host} ({named.Where}) is container {name}, whose address now is {heir.Address.Host}", source);
        }
        else
        {
            verdict.For(Weigh.Slight, EvidenceKind.Container, $"container {name} listens on port {target.Address.Port} at {heir.Address.Host}", source);
            foreach (var tie in heir.Ties.Where(t => t.Text.StartsWith('"')))
            {
                verdict.For(tie.Weight, EvidenceKind.Container, tie.Text, source);
            }
        }

        if (heir.Container.StartedAt is { } started && (heir.Named is null ? target.LastAnswered() : scene.MasterOf(target.Instance)?.LoadedAt) is { } since
            && (heir.Named is not null || started < since || started >= since.AddSeconds(1)))
        {
            // The access log cuts times down to the second; within it the order is not known.
            verdict.Weighs(
                started > since ? Weigh.Moderate : -Weigh.Strong,
                EvidenceKind.Container,
                $"{name} was started at {started:HH:mm:ss}, {(started > since ? "after" : "before")} {(heir.Named is null ? "the old address last answered" : "nginx loaded its configuration")}",
                source);
        }

        var question = Relatives.Question(target, heir.Address);
        verdict.Ask(question);
        switch ((scene.AnswerTo(question) as ProbeAnswer)?.Result.Seen)
        {
            case { Answered: true, Spoken: null } answer:
                verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"it answers {target.Protocol.Name()} at {heir.Address}: {answer.Text}", $"probe {heir.Address}");
                break;
            case { } failed:
                verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"it does not answer {target.Protocol.Name()} at {heir.Address} either: {failed.Text}", $"probe {heir.Address}");
                break;
        }
    }

    private static Verdict Tell(Verdict verdict, Target target, Heir heir)
    {
        verdict.Title = $"nginx asks {target.Address}, but container {heir.Container.Name} has {heir.Address.Host} now";
        verdict.Explanation = heir.Named is { } named
            ? $"nginx resolved {named.Address.Host} ({named.Where}) when it loaded its configuration and keeps the address {target.Address.Host} until it is loaded again. The container was started anew since and got {heir.Address.Host}, so every request goes to an address that is nobody's or another container's."
            : $"{target.Sender()} has the address of a container. An engine gives out addresses in the order in which containers start, and container {heir.Container.Name} has {heir.Address.Host} now.";
        verdict.Remedies = ContainerAddressStaleRemedy.For(target, heir);
        return verdict;
    }
}
