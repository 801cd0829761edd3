using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The application does not accept fast enough: its accept queue is full, and the kernel turns connections away.</summary>
public sealed class BacklogOverflow : ICause
{
    private const int QueueFull = 11;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("backlog-overflow", CauseGroup.Capacity)
    {
        Rivals = ["php-fpm-saturated", "slow-upstream", "upstream-fd-limit"],
        Explains = ["slow-upstream", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(IsTurnedAway).Select(Judge);

    private static bool IsTurnedAway(Target target) => Overflows(target) is not null || target.With(ProbeOutcome.QueueFull).Any() || target.FullQueueOf() is not null || TimesOut(target);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        if (Exhaustion.OfFiles(target) is { } files)
        {
            return verdict.Against(Weigh.Decisive, files.Kind, files.Text, files.Source);
        }

        if (PoolLoad.Of(target) is { IsFull: true } load)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Process, load.Text, load.Pool.File);
        }

        var full = target.FullQueueOf();
        var who = Acceptor.Of(target);
        AddQueue(verdict, target, full);
        AddTrouble(verdict, target, full);
        if (full is not null && who.Weight > 0)
        {
            verdict.For(who.Weight, EvidenceKind.Process, who.Text, who.Source);
        }

        foreach (var line in Backlogs.Evidence(target, full))
        {
            verdict.For(Weigh.Slight, EvidenceKind.Limit, line.Text, line.Source);
        }

        Describe(verdict, target, full, who);
        verdict.Remedies = BacklogOverflowRemedy.For(target, full, who);
        return verdict;
    }

    private static void AddQueue(Verdict verdict, Target target, Listener? full)
    {
        if (full is not null)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Socket, $"{(full.Queue ?? 0).Counted("connection waits", "connections wait")} on {full}, and {full.Backlog} may", full.Path is null ? "ss -lnt" : "ss -lx");
        }
        else if (target.Probes.Any(p => p.Result.Connected))
        {
            verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{target.Address} takes connections now", $"probe {target.Address}");
        }
        else if (target.Endpoints.SelectMany(target.ListenersOn).FirstOrDefault(l => l.Queue is not null) is { } calm)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"the accept queue of {calm} has room: {calm.Queue} of {calm.Backlog} wait", "ss -lntx");
        }
        else if (TimesOut(target) && Overflows(target) is null)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"the accept queue of {target.Address} is not to be seen from here", "ss -lnt on that host");
        }
    }

    private static void AddTrouble(Verdict verdict, Target target, Listener? full)
    {
        if (target.With(ProbeOutcome.QueueFull).FirstOrDefault() is { } turned)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{turned.Endpoint} turns the connection away: {turned.Result.Text}", $"probe {turned.Endpoint}");
        }
        else if (full is not null && target.Probes.FirstOrDefault(p => !p.Result.Serves) is { } silent)
        {
            verdict.For(silent.Result.Connected ? Weigh.Slight : Weigh.Moderate, EvidenceKind.Probe, $"{silent.Endpoint} does not answer: {silent.Result.Text}", $"probe {silent.Endpoint}");
        }

        if (Overflows(target) is { } group)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, group.Says($"{group.Peer} turned nginx away: {group.AsWritten()}"), group.Samples[0].Source);
        }
        else if (target.Saying("upstream-timed-out").FirstOrDefault() is { } late)
        {
            verdict.For(full is null ? Weigh.Slight : Weigh.Moderate, EvidenceKind.Log, late.Says($"{late.Peer} timed out while {late.Action}"), late.Samples[0].Source);
        }
        else if (full is not null && target.Probes.All(p => p.Result.Serves))
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Log, "no request has failed of it", "error log");
        }
    }

    private static void Describe(Verdict verdict, Target target, Listener? full, Acceptor who)
    {
        var queue = full is null ? $"The accept queue of {target.Address} is full" : $"The accept queue of {target.Address} is full ({full.Queue} wait, {full.Backlog} may)";
        verdict.Title = who.Title is { } title ? $"{queue}: {title}" : queue;
        verdict.Explanation =
            $"The kernel takes connections for an application and keeps them in a queue until it accepts them. On {target.Address} that queue is full, so " +
            (target.Address.IsUnix
                ? "each further connection fails at once with (11: Resource temporarily unavailable), and nginx answers 502. "
                : "the kernel drops each further attempt, and nginx answers 504 when it has waited long enough. ") +
            who.Explanation;
    }

    /// <summary>nginx was turned away by a full queue, and nothing later contradicts it.</summary>
    private static ErrorGroup? Overflows(Target target) => target.Current.FirstOrDefault(g => g.Errno == QueueFull);

    /// <summary>A TCP peer of this host does not take the connection in time.</summary>
    private static bool TimesOut(Target target) => !target.Address.IsUnix && target.Protocol != Protocol.Stream
        && (target.Saying("upstream-timed-out").Any(g => g.Action == "connecting to upstream") || target.With(ProbeOutcome.TimedOut).Any(p => !p.Result.Connected));
}
