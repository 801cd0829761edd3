using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>A change of behaviour that no directive shows, and that matters for gateway errors.</summary>
/// <param name="Since">The first release that behaves so.</param>
/// <param name="Code">A stable name.</param>
/// <param name="Text">What nginx does since then.</param>
/// <param name="Source">Where nginx says or does it.</param>
/// <param name="Stable">The part of an older stable branch that got it too; null for none.</param>
public sealed record VersionChange(NginxVersion Since, string Code, string Text, string Source, VersionRange? Stable = null)
{
    /// <summary>This release behaves so.</summary>
    public bool IsIn(NginxVersion version) => version >= Since || Stable?.Contains(version) == true;
}

/// <summary>What changed between releases beside the directives of <see cref="DirectiveTable"/>; mainline numbers, and the stable branches made from them.</summary>
public static class VersionChanges
{
    /// <summary>In the order of releases.</summary>
    public static ImmutableArray<VersionChange> All { get; } =
    [
        new(new(1, 27, 3), "resolve", "\"server\" in an upstream block may have \"resolve\": its name is looked up again while nginx runs, with \"resolver\" in that block or around it; the group needs a shared zone", "CHANGES 1.27.3"),
        new(new(1, 29, 0), "early-hints", "a 103 response of an HTTP or gRPC upstream is taken and, where \"early_hints\" says so, passed on", "CHANGES 1.29.0"),
        new(new(1, 29, 4), "http2-upstream", "\"proxy_http_version 2\" speaks HTTP/2 to upstreams", "CHANGES 1.29.4"),
        new(new(1, 29, 4), "host-validation", "host and port of a request are checked by RFC 3986: some requests that passed are refused with 400", "CHANGES 1.29.4"),
        new(new(1, 29, 5), "early-response", "plain text that arrives before the TLS handshake with an upstream is refused: \"upstream prematurely sent response\", so an https:// upstream that speaks plain HTTP shows itself", "CHANGES 1.29.5 (CVE-2026-1642), ngx_http_upstream.c", new(new(1, 28, 2), new(1, 28, 99))),
        new(new(1, 29, 6), "sticky", "an upstream block may bind sessions to peers with \"sticky\"; \"server\" may have \"route\" and \"drain\"", "CHANGES 1.29.6"),
        new(new(1, 29, 7), "upstream-keepalive", "connections to the peers of an upstream block are kept open without a \"keepalive\" directive: 32 in each worker, for each location apart", "CHANGES 1.29.7"),
        new(new(1, 29, 7), "upstream-http11", "proxy_pass speaks HTTP/1.1 by default, and sends no \"Connection\" header of its own", "CHANGES 1.29.7, ngx_http_proxy_module.c"),
        new(new(1, 31, 0), "least-time", "an upstream block may choose peers by their response time with \"least_time\"", "CHANGES 1.31.0"),
        new(new(1, 31, 3), "http2-header-limit", "header and trailer of an HTTP/2 or gRPC response must fit in proxy_buffer_size or grpc_buffer_size, else the request ends with 502", "CHANGES 1.31.3"),
        new(new(1, 31, 4), "host-always-sent", "an upstream always gets \"Host\" with HTTP/1.1 and \":authority\" with HTTP/2 and gRPC, also where the configuration empties it", "CHANGES 1.31.4"),
    ];

    /// <summary>This release behaves so.</summary>
    /// <param name="code">A name of <see cref="All"/>.</param>
    /// <param name="version">Null: <see cref="DirectiveTable.Assumed"/>.</param>
    /// <exception cref="ArgumentException">There is no such change.</exception>
    public static bool IsIn(string code, NginxVersion? version) =>
        (All.FirstOrDefault(c => c.Code == code) ?? throw new ArgumentException($"no change is named {code}", nameof(code))).IsIn(version ?? DirectiveTable.Assumed);

    /// <summary>What an update brings: what the one release does not do and the other does.</summary>
    public static IEnumerable<VersionChange> Between(NginxVersion from, NginxVersion to) => All.Where(c => !c.IsIn(from) && c.IsIn(to));
}
