using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>What proxy_pass sends by its header and version directives.</summary>
internal static class ProxyHeaders
{
    /// <summary>From here on nginx speaks HTTP/1.1 to upstreams, sends no Connection header, and keeps connections to groups, unless told otherwise.</summary>
    public static NginxVersion KeepsByDefault { get; } = new(1, 29, 7);

    /// <summary>proxy_pass over HTTP.</summary>
    public static bool IsHttp(Pass pass) => pass.Protocol is Protocol.Http or Protocol.Https;

    /// <summary>The written value of a header that holds for a pass; null when nginx's own holds.</summary>
    public static string? Value(LintSubject subject, Pass pass, string header) => subject.Model.EffectiveAll(pass, "proxy_set_header")
        .Where(v => v is { File: not null, Args.Length: 2 } && v.Args[0].Equals(header, StringComparison.OrdinalIgnoreCase))
        .Select(v => v.Args[1])
        .LastOrDefault();

    /// <summary>1.0, 1.1 or 2; null when it may be set outside of a fragment.</summary>
    public static string? HttpVersion(LintSubject subject, Pass pass) =>
        subject.Model.Effective(pass, "proxy_http_version") is { File: not null, Args: [var version] } ? version
        : subject.IsFragment ? null
        : subject.Version >= KeepsByDefault ? "1.1" : "1.0";

    /// <summary>The level whose proxy_set_header lines hold is not in sight.</summary>
    public static bool MayBeOutside(LintSubject subject, Pass pass) =>
        subject.IsFragment && !subject.Model.EffectiveAll(pass, "proxy_set_header").Any(v => v.File is not null);
}
