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
        Rivals = ["connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        var told = (scene.Witnesses?.Seen ?? default).OrEmpty().SelectMany(w => w.Groups.OrEmpty()).Where(g => g.Signature == Signature).ToList();
        return from target in scene.Targets()
               let space = target.SpaceOf()
               where space is { TrackedLimit: > 0 } || told.Count > 0
               from failure in target.ConnectFailuresInWindow().Take(1)
               where failure.Kind == ConnectFailureKind.Silent
               select Judge(target, failure, space, told);
    }

    private static Verdict Judge(Target target, ConnectFailure failure, NetworkSpace? space, List<WitnessGroup> told)
    {
        var verdict = new Verdict(target).Fails(failure);
        var isFull = space is not null && Tracking.IsFull(space);
        var figures = space is { Tracked: { } tracked, TrackedLimit: { } limit } ? $"{tracked} of {limit} places" : "";
        if (figures.Length > 0)
        {
            verdict.Weighs(isFull ? Weigh.Decisive : -Weigh.Strong, EvidenceKind.Limit, $"the connection-tracking table has {figures} taken", "/proc/sys/net/netfilter/nf_conntrack_count");
        }

        if (told.MaxBy(g => g.Last ?? DateTimeOffset.MinValue) is { } newest)
        {
            verdict.For(isFull ? Weigh.Strong : Weigh.Decisive, EvidenceKind.Kernel, $"the kernel says {newest.Count} times: {newest.Samples[0].Message}", newest.Samples[0].Source);
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
