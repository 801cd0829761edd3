using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>How nginx keeps idle connections to the peers of an upstream block (ngx_http_upstream_keepalive_module).</summary>
/// <param name="Upstream">The block.</param>
/// <param name="ByDefault">The configuration does not ask for it: nginx 1.29.7 and newer do it by themselves.</param>
/// <param name="Timeout">How long one is kept.</param>
public sealed record KeptConnections(UpstreamBlock Upstream, bool ByDefault, TimeSpan Timeout)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Since then groups keep connections, HTTP/1.1 is the default and Connection is not sent.</summary>
    private static readonly NginxVersion KeptByDefault = new(1, 29, 7);

    /// <summary>The keepalive_timeout line, else the keepalive line, else the block.</summary>
    public Directive Place => Setting(Upstream, "keepalive_timeout") ?? Setting(Upstream, "keepalive") ?? Upstream.Directive;

    /// <summary>What keeps connections to a target; null where every request has one of its own.</summary>
    public static KeptConnections? Of(Target target) =>
        target is { Upstream: { } upstream, Protocol: Protocol.Http or Protocol.Https } && target.Instance.Model() is { } model
        && Keeps(model, upstream) && target.Passes.Any(p => IsReused(model, p))
            ? new KeptConnections(
                upstream,
                Setting(upstream, "keepalive") is null,
                Setting(upstream, "keepalive_timeout")?.Args is [var word, ..] && NginxUnits.TryParseTime(word, out var time) ? time : DefaultTimeout)
            : null;

    /// <summary>The edit after which nginx closes first.</summary>
    public ConfigEdit Shorten(string time) => Setting(Upstream, "keepalive_timeout") is { Args: [_, ..] } timeout
        ? ConfigEdit.ReplaceArg(timeout, 0, time)
        : ConfigEdit.Insert(Statement.Of("keepalive_timeout", time), Nginx.Place.Before(Setting(Upstream, "keepalive") ?? Upstream.Servers[0].Directive));

    private static bool Keeps(ConfigModel model, UpstreamBlock upstream) =>
        Setting(upstream, "keepalive") is { } keepalive ? keepalive.Args is not ["0", ..] : model.Version >= KeptByDefault;

    /// <summary>What this pass sends lets the connection live: HTTP/1.1 without "Connection: close".</summary>
    private static bool IsReused(ConfigModel model, Pass pass)
    {
        var version = model.Effective(pass, "proxy_http_version");
        var connection = model.EffectiveAll(pass, "proxy_set_header")
            .Where(h => h.File is not null && h.Args is [var name, _] && name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            .Select(h => Followed(pass, h.Args[1])).LastOrDefault();
        var isNew = model.Version >= KeptByDefault;
        return (version.File is null ? isNew : version.Args is ["1.1"])
            && (connection is null ? isNew : !connection.Equals("close", StringComparison.OrdinalIgnoreCase) && !connection.Equals("upgrade", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a variable is for a request without Upgrade, when a map decides it; the usual map of WebSocket guides says "close".</summary>
    private static string Followed(Pass pass, string value)
    {
        if (value is not ['$', ..])
        {
            return value;
        }

        var map = pass.Scope.IsEmpty ? null : pass.Scope[0].Children().LastOrDefault(d => d.Name == "map" && d.Args is [_, var name] && name == value);
        return map is null ? "close" : (Row(map, "") ?? Row(map, "default"))?.Args is [var mapped, ..] ? mapped : "";
    }

    private static Directive? Row(Directive map, string key) => map.Block?.LastOrDefault(d => d.Name == key);

    private static Directive? Setting(UpstreamBlock upstream, string name) => upstream.Directive.Children().LastOrDefault(d => d.Name == name);
}
