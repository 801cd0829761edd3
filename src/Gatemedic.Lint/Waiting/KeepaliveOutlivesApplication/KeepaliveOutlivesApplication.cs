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
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Since then groups keep connections, HTTP/1.1 is the default and Connection is not sent.</summary>
    private static readonly NginxVersion KeptByDefault = new(1, 29, 7);

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
        where target.Upstream is not null && target.Protocol is Protocol.Http or Protocol.Https
            && Keeps(subject, target.Upstream) && target.Passes.Any(p => IsReused(subject, p))
        from running in target.ServersOf()
        where running.Server.Idle is { } idle && idle.Time <= Timeout(target.Upstream!)
        orderby running.Server.Idle!.Number
        group (target, running.Server, running.Process) by target.Upstream!.Name into same
        let first = same.First()
        let upstream = first.target.Upstream!
        select Complaint.At(Place(upstream), Message(subject, first.target, first.Server), Remedy(upstream, first.Server))
            with
        {
            Related = [RelatedPlace.Of(first.target.Declared!, $"process {first.Process.Pid} listens here: {first.Process.Command}")],
            Edits = Shorter(subject, upstream, first.Server),
        };

    private static string Message(LintSubject subject, Target target, ApplicationServer server)
    {
        var idle = server.Idle!;
        var keeps = idle.Number == 0 ? "closes each connection after its answer without saying so"
            : $"closes idle connections after {idle.Number:0.###} s ({idle.Option ?? "its default"})";
        var whose = Setting(target.Upstream!, "keepalive") is null ? $"nginx {subject.Version} by itself keeps" : "nginx keeps";
        return $"{server.Name} behind {target.Address} {keeps}, and {whose} them for {Timeout(target.Upstream!).TotalSeconds:0.###} s: a request that is sent at that moment is lost, and a POST ends in 502";
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
    private static ImmutableArray<Edit> Shorter(LintSubject subject, UpstreamBlock upstream, ApplicationServer server) => server.Idle is not { Number: >= 2 }
        ? []
        : subject.Instance!.Plan(Setting(upstream, "keepalive_timeout") is { Args: [_, ..] } timeout
            ? ConfigEdit.ReplaceArg(timeout, 0, Fitting(server))
            : ConfigEdit.Insert(Statement.Of("keepalive_timeout", Fitting(server)), Nginx.Place.Before(Setting(upstream, "keepalive") ?? upstream.Servers[0].Directive)));

    private static Directive Place(UpstreamBlock upstream) =>
        Setting(upstream, "keepalive_timeout") ?? Setting(upstream, "keepalive") ?? upstream.Directive;

    private static TimeSpan Timeout(UpstreamBlock upstream) =>
        Setting(upstream, "keepalive_timeout")?.Args is [var word, ..] && NginxUnits.TryParseTime(word, out var time) ? time : DefaultTimeout;

    private static bool Keeps(LintSubject subject, UpstreamBlock upstream) =>
        Setting(upstream, "keepalive") is { } keepalive ? keepalive.Args is not ["0", ..] : subject.Version >= KeptByDefault;

    /// <summary>What this pass sends lets the connection live: HTTP/1.1 without "Connection: close".</summary>
    private static bool IsReused(LintSubject subject, Pass pass)
    {
        var version = subject.Model.Effective(pass, "proxy_http_version");
        var connection = subject.Model.EffectiveAll(pass, "proxy_set_header")
            .Where(h => h.File is not null && h.Args is [var name, _] && name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            .Select(h => Followed(subject, h.Args[1])).LastOrDefault();
        var isNew = subject.Version >= KeptByDefault;
        return (version.File is null ? isNew : version.Args is ["1.1"])
            && (connection is null ? isNew : !connection.Equals("close", StringComparison.OrdinalIgnoreCase) && !connection.Equals("upgrade", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a variable is for a request without Upgrade, when a map decides it; the usual map of WebSocket guides says "close".</summary>
    private static string Followed(LintSubject subject, string value)
    {
        if (value is not ['$', ..])
        {
            return value;
        }

        var map = subject.All("map").Select(p => p.Directive).LastOrDefault(d => d.Args is [_, var name] && name == value);
        return map is null ? "close" : (Row(map, "") ?? Row(map, "default"))?.Args is [var mapped, ..] ? mapped : "";
    }

    private static Directive? Row(Directive map, string key) => map.Block?.LastOrDefault(d => d.Name == key);

    private static Directive? Setting(UpstreamBlock upstream, string name) => upstream.Directive.Children().LastOrDefault(d => d.Name == name);
}
