using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Words behind the address of a listen in http that nginx does not know (ngx_http_core_listen); mostly the next directive, after a lost semicolon.</summary>
internal static class ListenFaults
{
    private static readonly string[] Flags = ["default_server", "default", "bind", "ssl", "http2", "proxy_protocol", "deferred", "reuseport", "quic", "multipath"];
    private static readonly string[] Settings = ["fastopen=", "backlog=", "rcvbuf=", "sndbuf=", "accept_filter=", "ipv6only=o", "so_keepalive="];

    private static readonly Dictionary<string, NginxVersion> Since = new()
    {
        ["quic"] = new NginxVersion(1, 25, 0),
        ["multipath"] = new NginxVersion(1, 29, 8),
    };

    /// <summary>The first refused word of every listen.</summary>
    public static IEnumerable<Complaint> Of(LintSubject subject) =>
        from listen in subject.All("listen")
        where listen.Context == "server" && listen.Around.Any(b => b.Name == "http")
        let refused = listen.Directive.Args.Skip(1).FirstOrDefault(word => !IsTaken(word, subject.Version))
        where refused is not null
        select Complaint.At(listen.Directive, $"invalid parameter \"{refused}\"", Remedy(refused, subject.Version));

    /// <summary>Parameters of Linux; 1.18 still takes spdy, without effect.</summary>
    private static bool IsTaken(string word, NginxVersion version) =>
        word == "spdy" ? version < new NginxVersion(1, 19, 0) :
        Since.TryGetValue(word, out var since) ? version >= since
        : Flags.Contains(word) || Settings.Any(s => word.StartsWith(s, StringComparison.Ordinal));

    private static string Remedy(string word, NginxVersion version) =>
        Since.TryGetValue(word, out var since) ? $"nginx takes it since {since}; this is {version}"
        : !DirectiveTable.Of(word).IsEmpty ? $"a \";\" is missing before \"{word}\", which is a directive of its own"
        : "remove it, or correct its spelling";
}
