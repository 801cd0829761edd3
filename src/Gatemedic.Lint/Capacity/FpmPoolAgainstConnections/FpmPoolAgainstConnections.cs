using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>A PHP-FPM pool with few children and a short accept queue behind an nginx that may open far more connections: the rest is refused at once (EAGAIN of connect on a unix socket).</summary>
public sealed class FpmPoolAgainstConnections : ICheck
{
    /// <summary>Shorter queues than the kernel's old default are set by hand.</summary>
    private const int ShortQueue = 128;

    private const int DefaultConnections = 512;

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "fpm-pool-against-connections", CheckGroup.Capacity, LintSeverity.Warning, "A burst is larger than PHP-FPM's children and its short queue")
    {
        LeadsTo = ["php-fpm-saturated", "backlog-overflow"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var workers = subject.Host is { } host && subject.Instance is { } instance ? host.MasterOf(instance)?.Workers.Length ?? 0 : 0;
        var each = subject.All("worker_connections").Select(p => p.Directive.Args is [var word] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .FirstOrDefault(DefaultConnections);

        // A request takes two connections, one to the client and one to PHP-FPM.
        var requests = (long)workers * each / 2;
        return
            from target in subject.HostTargets
            let pool = target.PoolOf()
            let children = pool?.Number("pm.max_children")
            where children is not null
            let queue = target.Endpoints.SelectMany(target.ListenersOn).Select(l => l.Backlog).FirstOrDefault(b => b is not null) ?? pool.Number("listen.backlog")
            where queue is > 0 and < ShortQueue && requests > children + queue
            let setting = pool.Setting("listen.backlog") ?? pool.Setting("pm.max_children")!
            select Complaint.At(
                target.Declared!,
                $"the pool \"{pool.Name}\" works on {children} at a time and lets {queue} wait, while nginx may bring {requests} at once: "
                    + (target.Address.IsUnix ? "the next one is refused (11: Resource temporarily unavailable) and gets 502 without waiting" : "the next one is not let in, waits for its connection and ends in 504"),
                "take listen.backlog out of the pool, so that a burst waits instead of failing, and size pm.max_children to the memory that there is")
                with
            { Related = [new RelatedPlace(setting.File, setting.Line, $"{setting.Name} = {setting.Value}")] };
    }
}
