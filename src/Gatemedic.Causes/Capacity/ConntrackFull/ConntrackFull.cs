using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The connection-tracking table is full: the kernel drops the first packet of every new connection.</summary>
public sealed class ConntrackFull : ICause
{
    private const string Signature = "kernel-conntrack-full";

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("conntrack-full", CauseGroup.Capacity)
    {
        Rivals = ["connect-timeout", "firewall-blocked"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        let space = target.SpaceOf()
        let told = Told(scene, space)
        where space is { TrackedLimit: > 0 } || told is not null
        from failure in target.ConnectFailuresInWindow().Take(1)
        where failure.Kind == ConnectFailureKind.Silent
        select Judge(target, failure, space, told);

    /// <summary>The kernel's newest words about a full table: this namespace's, where it names one.</summary>
    private static WitnessEvent? Told(Scene scene, NetworkSpace? space) =>
        (scene.Witnesses?.Seen ?? default).OrEmpty().SelectMany(w => w.Groups.OrEmpty()).Where(g => g.Signature == Signature).SelectMany(g => g.Samples)
            .Where(e => e.Fields.GetValueOrDefault("netns") is not { } netNs || space is null || space.NetNs.Contains(netNs, StringComparison.Ordinal))
            .MaxBy(e => e.Time ?? DateTimeOffset.MinValue);

    private static Verdict Judge(Target target, ConnectFailure failure, NetworkSpace? space, WitnessEvent? told)
    {
        var verdict = new Verdict(target).Fails(failure);
        var isFull = space is not null && Tracking.IsFull(space);
        var figures = space is { Tracked: { } tracked, TrackedLimit: { } limit } ? $"{tracked} of {limit} places" : "";
        if (figures.Length > 0)
        {
            verdict.Weighs(isFull ? Weigh.Decisive : -Weigh.Strong, EvidenceKind.Limit, $"the connection-tracking table has {figures} taken", "/proc/sys/net/netfilter/nf_conntrack_count");
        }

        if (told is not null)
        {
            // A table that has room again does not explain what fails now.
            verdict.For(isFull ? Weigh.Strong : figures.Length > 0 ? Weigh.Slight : Weigh.Decisive, EvidenceKind.Kernel, $"the kernel says: {told.Message}", told.Source);
        }

        if (!isFull && !target.ConnectFailuresOf().Contains(failure))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{failure.Endpoint} takes connections now, and the table has room", $"probe {failure.Endpoint}");
        }

        verdict.Title = $"The connection-tracking table is full{(figures.Length > 0 ? $" ({figures})" : "")}: connections to {failure.Endpoint} are dropped";
        verdict.Explanation =
            $"The kernel keeps an entry for each connection that passes its packet filters. The table is full{(figures.Length > 0 ? $", {figures}" : "")}, so it drops the first packet of new connections: "
            + $"nginx's to {failure.Endpoint} time out, and so do some of the visitors'.";
        verdict.Remedies = ConntrackFullRemedy.For(space);
        return verdict;
    }
}
