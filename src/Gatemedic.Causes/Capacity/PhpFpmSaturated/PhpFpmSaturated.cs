using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Every child of the PHP-FPM pool is busy, and further requests wait for one until nginx gives up.</summary>
public sealed class PhpFpmSaturated : ICause
{
    private const int QueueFull = 11;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("php-fpm-saturated", CauseGroup.Capacity)
    {
        Rivals = ["backlog-overflow", "slow-upstream"],
        Explains = ["backlog-overflow", "slow-upstream", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol == Protocol.FastCgi && IsInTrouble(target)
        let load = PoolLoad.Of(target)
        where load is not null || Overflows(target).Any() || !PoolLoad.LimitLines(target, null).IsEmpty
        select load is null ? Guess(target) : Judge(target, load);

    private static bool IsInTrouble(Target target) => Complaints(target).Any() || Hindered(target) is not null;

    private static Verdict Judge(Target target, PoolLoad load)
    {
        var verdict = new Verdict(target);
        if (load.Status is null && PoolLoad.Question(target, load.Pool) is { } question)
        {
            verdict.Ask(question);
        }

        var wasFull = Complaints(target).Any(load.WasFullDuring);
        AddPool(verdict, load, wasFull);
        AddPoolLog(verdict, load, wasFull);
        AddSymptoms(verdict, target, load);
        verdict.Title = load.IsFull
            ? $"Every child of PHP-FPM's pool {load.Pool.Name} is busy: {load.Limit} of pm.max_children = {load.Limit}{(load.Queue > 0 ? $", and {load.Queue.Counted("request waits", "requests wait")}" : "")}"
            : $"PHP-FPM's pool {load.Pool.Name} runs out of children now and then (pm.max_children = {load.Limit})";
        verdict.Explanation =
            $"{target.Sender()} sends requests to pool {load.Pool.Name} on {target.Address}. Each of its children works on one request at a time, and it may have {load.Limit} of them ({Where(load)}). " +
            "While all are busy, requests wait in the accept queue: nginx gives up on them with 504, and when that queue is full too, with 502 at once. " +
            "More children help as far as there is memory for them; requests that end sooner help always.";
        verdict.Severity = load.IsFull ? null : Severity.Warning;
        verdict.Remedies = PhpFpmSaturatedRemedy.For(target, load);
        return verdict;
    }

    /// <summary>Only logs tell: a full queue of a FastCGI peer, or the pool's own word.</summary>
    private static Verdict Guess(Target target)
    {
        var verdict = new Verdict(target);
        foreach (var group in Overflows(target).Take(1))
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, group.Says($"the accept queue of {group.Peer} was full: no child took a request for long"), group.Samples[0].Source);
        }

        var full = PoolLoad.LimitDuring(target, Complaints(target));
        if ((full ?? PoolLoad.LimitLines(target, null).FirstOrDefault()) is { } line)
        {
            verdict.For(full is null ? Weigh.Strong : Weigh.Decisive, EvidenceKind.Log, LimitText(line), line.Samples[0].Source);
        }

        foreach (var group in full is null ? [] : target.Saying("upstream-timed-out").Take(1))
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, group.Says($"no answer from {group.Peer} in time"), group.Samples[0].Source);
        }

        verdict.Title = $"Every child of the PHP-FPM pool on {target.Address} was busy";
        verdict.Explanation = $"Requests to {target.Address} {(full is not null ? "waited for a child of the pool that was free, and got none" : "found its accept queue full")}: its children were all busy for so long that further requests piled up.";
        verdict.Remedies = PhpFpmSaturatedRemedy.ForUnknownPool(target);
        return verdict;
    }

    private static void AddPool(Verdict verdict, PoolLoad load, bool wasFull)
    {
        var source = load.Pool.File;
        if (load.IsFull)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Process, load.Text, $"ps --ppid {load.Pool.MasterPid}; ss -lntx");
        }
        else if (load.Status?.Load is { Idle: > 0 } status)
        {
            verdict.Against(wasFull ? Weigh.Slight : Weigh.Strong, EvidenceKind.Probe, $"the pool's status page says that {status.Idle} of {status.Total} children are idle", load.Status.Text);
        }
        else if (load.Limit is { } limit && load.Children.Length is > 0 and var count && count < limit)
        {
            verdict.Against(wasFull ? Weigh.Slight : Weigh.Decisive, EvidenceKind.Process, $"pool {load.Pool.Name} has {count} children and may have {limit}: it is not at its limit", source);
        }
        else
        {
            verdict.Against(wasFull ? Weigh.Slight : Weigh.Strong, EvidenceKind.Socket, $"no request waits for a child of pool {load.Pool.Name} now", "ss -lntx");
        }

        if (load.Status is { Outcome: not ProbeOutcome.Answered } silent)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Probe, $"not even its own page is answered: {silent.Text}", source);
        }
        else if (load.Status?.Load is { LimitReached: > 0 } past)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Probe, $"its status page says that pm.max_children was reached {past.LimitReached.Counted("time", "times")}, and that at most {past.LongestQueue.Counted("request", "requests")} waited", source);
        }
    }

    private static void AddPoolLog(Verdict verdict, PoolLoad load, bool wasFull)
    {
        if (load.LimitLine is { } line)
        {
            verdict.For(wasFull ? Weigh.Decisive : load.IsFull ? Weigh.Strong : Weigh.Slight, EvidenceKind.Log, LimitText(line), line.Samples[0].Source);
        }
    }

    private static void AddSymptoms(Verdict verdict, Target target, PoolLoad load)
    {
        foreach (var group in Complaints(target).Take(2))
        {
            verdict.For(
                group.Errno == QueueFull ? Weigh.Strong : Weigh.Moderate, EvidenceKind.Log,
                group.Errno == QueueFull ? group.Says($"the accept queue of {group.Peer} was full") : group.Says($"no answer from {group.Peer} in time"),
                group.Samples[0].Source);
        }

        if (Hindered(target) is { } probed)
        {
            verdict.For(load.IsFull ? Weigh.Strong : Weigh.Slight, EvidenceKind.Probe, $"a request of our own found no child either: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }
    }

    /// <summary>What nginx says of a pool without a free child, newest first.</summary>
    private static IEnumerable<ErrorGroup> Complaints(Target target) =>
        Overflows(target).Concat(target.Saying("upstream-timed-out").Where(g => g.Action is not "SSL handshaking to upstream"));

    private static IEnumerable<ErrorGroup> Overflows(Target target) => target.Current.Where(g => g.Errno == QueueFull);

    private static Probed? Hindered(Target target) => target.Probes.FirstOrDefault(p => p.Result.Outcome is ProbeOutcome.TimedOut or ProbeOutcome.QueueFull);

    private static string LimitText(WitnessGroup line) =>
        $"PHP-FPM's log says that pool {line.Samples[0].Fields.GetValueOrDefault("pool")} reached pm.max_children ({line.Samples[0].Fields.GetValueOrDefault("limit")}){(line.Last is { } last ? $" at {last:HH:mm:ss}" : "")}";

    private static string Where(PoolLoad load) => load.Pool.Setting("pm.max_children") is { } setting ? $"{setting.File}:{setting.Line}" : load.Pool.File;
}
