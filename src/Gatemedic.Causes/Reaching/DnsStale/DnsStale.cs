using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The name of the upstream has moved, and nginx goes on with the address that it had when nginx loaded.</summary>
public sealed class DnsStale : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("dns-stale", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "container-address-stale", "container-network"],
        Explains = ["host-unreachable", "connect-timeout", "firewall-blocked", "upstream-reset", "wrong-port", "bind-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => t.Former is not null).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var (scene, instance, former, group) = (target.Scene, target.Instance, target.Former!, target.Current[0]);
        var verdict = new Verdict(target);
        var today = scene.Resolved(instance, former.Host)!.Addresses;
        verdict.For(
            Weigh.Strong,
            EvidenceKind.Dns,
            $"{former.Host} is {string.Join(", ", today)} now; {target.Address.Host}, to which nginx sends requests, is not among them",
            $"getent ahosts {former.Host}");
        verdict.For(Weigh.Moderate, EvidenceKind.Log, group.Says($"{group.AsWritten()}, upstream {group.Peer}"), group.Samples[0].Source);
        if (scene.MasterOf(instance) is { LoadedAt: { } loaded })
        {
            verdict.For(Weigh.Slight, EvidenceKind.Process, $"nginx loaded its configuration at {loaded:yyyy-MM-dd HH:mm:ss} and has kept the addresses of that moment", "ps -o lstart,cmd -C nginx");
        }

        var current = Successors(target, former, today);
        if (current.FirstOrDefault(t => t.Result.Serves) is { } living)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"{living.Endpoint}, where the name leads today, answers: {living.Result.Text}", $"probe {living.Endpoint}");
        }
        else if (current.Length > 0)
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Probe, $"{current[0].Endpoint}, where the name leads today, does not serve either: {current[0].Result.Text}", $"probe {current[0].Endpoint}");
        }

        if (target.Probes.FirstOrDefault(p => p.Result.Connected) is { } old)
        {
            verdict.Against(Weigh.Slight, EvidenceKind.Probe, $"{old.Endpoint} still takes connections", $"probe {old.Endpoint}");
        }

        if (Accepted(target) is { } answered)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Log, $"{target.Address} still answered at {answered.Last:HH:mm:ss}", answered.Samples[0].Source);
        }

        verdict.Title = $"nginx still uses {target.Address.Host} for {former.Host}, which is {string.Join(", ", today.Take(3))} now";
        verdict.Explanation =
            $"{target.Where} names {former.Host}. nginx resolves such a name once, when it loads, and never again: it still sends requests to {target.Address}, " +
            $"an address that the name no longer has. A reload makes it look again; what keeps it right is a resolver that nginx asks while it serves.";
        verdict.Remedies = DnsStaleRemedy.For(target);
        return verdict;
    }

    private static ImmutableArray<Probed> Successors(Target target, Gatemedic.Nginx.PeerAddress former, ImmutableArray<string> today) =>
        [.. target.Scene.TargetsOf(target.Instance).Where(t => t.Former is null && t.Protocol == target.Protocol && t.Address == former)
            .SelectMany(t => t.Probes).Where(p => today.Contains(p.Endpoint.Host)).DistinctBy(p => p.Endpoint)];

    private static AccessGroup? Accepted(Target target) =>
        target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? [])
            .FirstOrDefault(g => g.Peers.LastOrDefault() == target.Address.ToString() && g.PeerStatuses.LastOrDefault() is ['2' or '3', ..]);
}
