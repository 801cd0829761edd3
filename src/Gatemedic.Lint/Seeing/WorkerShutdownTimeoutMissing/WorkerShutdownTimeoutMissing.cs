using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Connections that live long keep the workers of an earlier configuration alive after a reload (ngx_worker_process_cycle waits for them unless told).</summary>
public sealed class WorkerShutdownTimeoutMissing : ICheck
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "worker-shutdown-timeout-missing", CheckGroup.Seeing, LintSeverity.Note, "Long connections keep workers with an old configuration after each reload")
    {
        LeadsTo = ["config-stale", "dns-stale"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) => subject.IsFragment || subject.All("worker_shutdown_timeout").Any() ? [] :
        (from pass in subject.Model.Passes
         let reason = Reason(subject, pass)
         where reason is not null
         select Complaint.At(
             pass.Directive,
             $"{reason}: after a reload the old workers serve these connections, with the old configuration and upstreams, until the last client leaves",
             "set \"worker_shutdown_timeout 5m;\" at the top, with the time that you grant them")).Take(1);

    private static string? Reason(LintSubject subject, Pass pass) =>
        subject.Model.EffectiveAll(pass, "proxy_set_header").Any(h => h.Args is [var name, var value] && name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) && value.Length > 0)
            ? "connections here may be upgraded, as for WebSocket"
        : pass.Server.Kind == ServerKind.Http && subject.Time(pass, pass.Protocol.DirectivePrefix() + "read_timeout") is { } time && time >= Long
            ? $"an answer may be waited for {time.TotalMinutes:0} minutes here"
        : null;
}
