using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>More connections than file descriptors: a worker runs out of descriptors before it runs out of connections.</summary>
public sealed class WorkerConnectionsOverFiles : ICheck
{
    /// <summary>The soft limit that systemd and login shells give a process.</summary>
    private const int UsualSoftLimit = 1024;

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "worker-connections-over-files", CheckGroup.Capacity, LintSeverity.Warning, "Workers may hold more connections than they may open files")
    {
        LeadsTo = ["fd-limit"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var limit = subject.All("worker_rlimit_nofile").Select(p => Number(p.Directive)).LastOrDefault(n => n is not null);
        return subject.IsFragment ? [] :
            from placed in subject.All("worker_connections")
            let connections = Number(placed.Directive)
            where connections > (limit ?? UsualSoftLimit)
            select Complaint.At(
                placed.Directive,
                $"a worker may hold {connections} connections but open {(limit is null ? $"only the {UsualSoftLimit} files of the usual limit" : $"only {limit} files")}: "
                    + "every client and every upstream connection takes one, logs and cached files take more",
                $"set \"worker_rlimit_nofile {2 * connections};\" at the top");
    }

    private static long? Number(Directive directive) => directive.Args is [var word, ..] && long.TryParse(word, out var number) ? number : null;
}
