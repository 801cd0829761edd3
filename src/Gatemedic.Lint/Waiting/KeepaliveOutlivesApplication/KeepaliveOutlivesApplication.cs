using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>
/// nginx keeps idle connections longer than the application does: a request that is sent just as the application closes is lost.
/// (ngx_http_upstream_keepalive_init_main_conf: 60 seconds, and from 1.29.7 on for every group.)
/// </summary>
public sealed class KeepaliveOutlivesApplication : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "keepalive-outlives-application", CheckGroup.Waiting, LintSeverity.Warning, "nginx keeps idle connections longer than the application does")
    {
        LeadsTo = ["keepalive-race"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        let kept = KeptConnections.Of(target)
        where kept is not null
        from running in target.ServersOf()
        where running.Server.Idle is { } idle && idle.Time <= kept.Timeout
        orderby running.Server.Idle!.Number
        group (target, kept, running.Server, running.Process) by kept.Upstream.Name into same
        let first = same.First()
        select Complaint.At(first.kept.Place, Message(subject, first.target, first.kept, first.Server), Remedy(first.kept.Upstream, first.Server))
            with
        {
            Related = [RelatedPlace.Of(first.target.Declared!, $"process {first.Process.Pid} listens here: {first.Process.Command}")],
            Edits = Shorter(subject, first.kept, first.Server),
        };

    private static string Message(LintSubject subject, Target target, KeptConnections kept, ApplicationServer server)
    {
        var idle = server.Idle!;
        var keeps = idle.Number == 0 ? "closes each connection after its answer without saying so"
            : $"closes idle connections after {idle.Number:0.###} s ({idle.Option ?? "its default"})";
        var whose = kept.ByDefault ? $"nginx {subject.Version} by itself keeps" : "nginx keeps";
        return $"{server.Name} behind {target.Address} {keeps}, and {whose} them for {kept.Timeout.TotalSeconds:0.###} s: a request that is sent at that moment is lost, and a POST ends in 502";
    }

    private static string Remedy(UpstreamBlock upstream, ApplicationServer server) => server switch
    {
        { Idle.Number: 0 } => $"start {server.Name} with --http-keepalive, or write \"keepalive 0;\" into the group (before 1.29.7: take keepalive out)",
        { Idle.Number: >= 2 } => $"set \"keepalive_timeout {Fitting(server)};\" in the group \"{upstream.Name}\", or let the application wait longer",
        _ => $"let {server.Name} wait longer than nginx does{(server.Idle?.Option is { } option ? $" ({option} 75)" : "")}",
    };

    /// <summary>A second less than the application waits.</summary>
    private static string Fitting(ApplicationServer server) => $"{(int)server.Idle!.Number - 1}s";

    /// <summary>The shorter keepalive_timeout, where one is left to set.</summary>
    private static ImmutableArray<Edit> Shorter(LintSubject subject, KeptConnections kept, ApplicationServer server) =>
        server.Idle is { Number: >= 2 } ? subject.Instance!.Plan(kept.Shorten(Fitting(server))) : [];
}
