using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>What a configuration means: servers, locations, upstreams, what each *_pass points to, and where it logs.</summary>
public sealed partial record ConfigModel
{
    /// <summary>The tree it was made from.</summary>
    public required ConfigTree Tree { get; init; }

    /// <summary>The nginx whose defaults count; null when it is not known.</summary>
    public NginxVersion? Version { get; init; }

    /// <summary>The worker user of the <c>user</c> directive, null when not set (nginx's compiled-in default).</summary>
    public string? User { get; init; }

    /// <summary>The pid file, absolute; null when not set.</summary>
    public string? PidFile { get; init; }

    /// <summary>http and stream servers in file order.</summary>
    public required ImmutableArray<ServerBlock> Servers { get; init; }

    /// <summary>upstream blocks of http and stream.</summary>
    public required ImmutableArray<UpstreamBlock> Upstreams { get; init; }

    /// <summary>Every *_pass in file order.</summary>
    public required ImmutableArray<Pass> Passes { get; init; }

    /// <summary>Every error_log and access_log that writes to a file, once per path.</summary>
    public required ImmutableArray<LogTarget> Logs { get; init; }
}

/// <summary>http or stream: the two worlds in which servers live.</summary>
public enum ServerKind
{
    /// <summary>Inside http {}.</summary>
    Http,

    /// <summary>Inside stream {}.</summary>
    Stream,
}

/// <summary>A server block.</summary>
public sealed record ServerBlock
{
    /// <summary>http or stream.</summary>
    public required ServerKind Kind { get; init; }

    /// <summary>server_name values as written; empty when none is set.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>listen addresses; the implicit *:80 when none is written.</summary>
    public required ImmutableArray<Listen> Listens { get; init; }

    /// <summary>Top-level locations in file order; nested ones inside them.</summary>
    public required ImmutableArray<LocationBlock> Locations { get; init; }

    /// <summary>The directive itself.</summary>
    public required Directive Directive { get; init; }

    /// <summary>The block around it: http or stream.</summary>
    public required Directive Parent { get; init; }
}

/// <summary>A listen address.</summary>
/// <param name="Address">IP as written ("*" for any, "[::]" kept with brackets), or "unix:/path".</param>
/// <param name="Port">TCP or UDP port; 0 for unix sockets.</param>
/// <param name="Ssl">The ssl parameter is present.</param>
/// <param name="DefaultServer">default_server or default is present.</param>
/// <param name="Udp">The udp or quic parameter is present.</param>
/// <param name="File">Absolute path of the directive (of the server block when implicit).</param>
/// <param name="Line">1-based line.</param>
public sealed record Listen(string Address, int Port, bool Ssl, bool DefaultServer, bool Udp, string File, int Line)
{
    /// <summary>ipv6only=off is present: [::] takes IPv4 too.</summary>
    public bool AlsoIpv4 { get; init; }

    /// <summary>http2 is present without ssl: until 1.25.1 only a client that begins with HTTP/2 is answered.</summary>
    public bool OnlyHttp2 { get; init; }

    /// <summary>proxy_protocol is present: only a balancer that speaks it is answered.</summary>
    public bool WantsProxyProtocol { get; init; }
}

/// <summary>A location block.</summary>
public sealed record LocationBlock
{
    /// <summary>"", "=", "^~", "~", "~*" or "@" (named).</summary>
    public required string Modifier { get; init; }

    /// <summary>The pattern without its modifier; for named locations without "@".</summary>
    public required string Pattern { get; init; }

    /// <summary>Nested locations in file order.</summary>
    public required ImmutableArray<LocationBlock> Locations { get; init; }

    /// <summary>The directive itself.</summary>
    public required Directive Directive { get; init; }

    /// <summary>As written: <c>~* \.php$</c>.</summary>
    public string Text => Modifier switch { "" => Pattern, "@" => "@" + Pattern, _ => $"{Modifier} {Pattern}" };
}

/// <summary>An upstream block.</summary>
public sealed record UpstreamBlock
{
    /// <summary>Its name, lower-cased as nginx compares it.</summary>
    public required string Name { get; init; }

    /// <summary>http or stream.</summary>
    public required ServerKind Kind { get; init; }

    /// <summary>server lines in order.</summary>
    public required ImmutableArray<UpstreamServer> Servers { get; init; }

    /// <summary>The directive itself.</summary>
    public required Directive Directive { get; init; }
}

/// <summary>A server line of an upstream block.</summary>
/// <param name="Address">Where it points.</param>
/// <param name="Weight">Default 1.</param>
/// <param name="Backup">backup is set.</param>
/// <param name="Down">down is set.</param>
/// <param name="Resolve">resolve is set.</param>
/// <param name="Directive">The server line.</param>
public sealed record UpstreamServer(PeerAddress Address, int Weight, bool Backup, bool Down, bool Resolve, Directive Directive);

/// <summary>Where a peer is: an IP or name with a port, or a unix socket.</summary>
/// <param name="Host">IP (IPv6 without brackets) or name; empty for a unix socket.</param>
/// <param name="Port">TCP port with the protocol's default filled in; 0 for a unix socket.</param>
/// <param name="Path">Absolute socket path, null for TCP.</param>
public sealed record PeerAddress(string Host, int Port, string? Path = null)
{
    /// <summary>As nginx writes it: <c>127.0.0.1:3000</c>, <c>[::1]:3000</c>, <c>unix:/run/x.sock</c>.</summary>
    public override string ToString() =>
        Path is not null ? "unix:" + Path : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>A unix socket.</summary>
    public bool IsUnix => Path is not null;

    /// <summary>An IP literal rather than a name.</summary>
    public bool IsLiteral => !IsUnix && System.Net.IPAddress.TryParse(Host, out _);
}

/// <summary>The protocol a *_pass speaks to its upstream; text as in the contract by <see cref="Protocols.Text"/>.</summary>
public enum Protocol
{
    /// <summary>proxy_pass http://</summary>
    Http,

    /// <summary>proxy_pass https://</summary>
    Https,

    /// <summary>fastcgi_pass</summary>
    FastCgi,

    /// <summary>uwsgi_pass (suwsgi:// counts as uwsgi over TLS)</summary>
    Uwsgi,

    /// <summary>scgi_pass</summary>
    Scgi,

    /// <summary>grpc_pass grpc://</summary>
    Grpc,

    /// <summary>grpc_pass grpcs://</summary>
    Grpcs,

    /// <summary>memcached_pass</summary>
    Memcached,

    /// <summary>proxy_pass inside stream</summary>
    Stream,
}

/// <summary>Names of protocols and of the directives that belong to each.</summary>
public static class Protocols
{
    /// <summary>The contract's word: http, https, fastcgi, uwsgi, scgi, grpc, grpcs, memcached, stream.</summary>
    public static string Text(this Protocol protocol) => protocol switch
    {
        Protocol.FastCgi => "fastcgi",
        _ => protocol.ToString().ToLowerInvariant(),
    };

    /// <summary>The prefix of its directives: proxy_, fastcgi_, uwsgi_, scgi_, grpc_, memcached_.</summary>
    public static string DirectivePrefix(this Protocol protocol) => protocol switch
    {
        Protocol.FastCgi => "fastcgi_",
        Protocol.Uwsgi => "uwsgi_",
        Protocol.Scgi => "scgi_",
        Protocol.Grpc or Protocol.Grpcs => "grpc_",
        Protocol.Memcached => "memcached_",
        _ => "proxy_",
    };
}

/// <summary>A *_pass directive and where it leads.</summary>
public sealed record Pass
{
    /// <summary>The directive.</summary>
    public required Directive Directive { get; init; }

    /// <summary>What it speaks.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The server around it.</summary>
    public required ServerBlock Server { get; init; }

    /// <summary>The innermost location around it; null in stream servers.</summary>
    public LocationBlock? Location { get; init; }

    /// <summary>The blocks around it from the outermost (http) to the innermost (location, if, limit_except): where values are inherited from.</summary>
    public required ImmutableArray<Directive> Scope { get; init; }

    /// <summary>The upstream block it names, or null.</summary>
    public UpstreamBlock? Upstream { get; init; }

    /// <summary>The address it names directly, or null (group or undecided).</summary>
    public PeerAddress? Address { get; init; }

    /// <summary>The URI part after the authority, "" when there is none.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Why the target cannot be known before run time: the variables in it. Null when it is known.</summary>
    public string? Undecided { get; init; }

    /// <summary>
    /// Where it may lead when <see cref="Undecided"/> and a map, a split_clients or a geo lists the values: each to an upstream block, an address
    /// or a socket, once. What a value leaves open, or a name in it, is not among them.
    /// </summary>
    public ImmutableArray<Pass> Alternatives { get; init; } = [];

    /// <summary>It is one of the <see cref="Alternatives"/> of another: only some of the requests of its location go there.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>The target has a variable, so names go through <c>resolver</c> at run time, even when its value could be followed.</summary>
    public bool HasVariables { get; init; }
}

/// <summary>A log file that the configuration names.</summary>
/// <param name="Kind">error or access.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Format">For access logs: the log_format text with its name resolved; null for error logs.</param>
/// <param name="Level">For error logs: the level, "error" by default.</param>
/// <param name="File">Absolute path of the directive's file; empty when implied (the default logs).</param>
/// <param name="Line">1-based line; 0 when implied.</param>
public sealed record LogTarget(LogKind Kind, string Path, LogFormat? Format, string? Level, string File, int Line);

/// <summary>error_log or access_log.</summary>
public enum LogKind
{
    /// <summary>error_log</summary>
    Error,

    /// <summary>access_log</summary>
    Access,
}

/// <summary>A log_format.</summary>
/// <param name="Name">Its name; "combined" is built in.</param>
/// <param name="Text">The format with its variables, parts joined.</param>
/// <param name="Escape">"default", "json" or "none".</param>
public sealed record LogFormat(string Name, string Text, string Escape);

/// <summary>A directive's value where it takes effect.</summary>
/// <param name="Directive">Its name.</param>
/// <param name="Args">Its words.</param>
/// <param name="File">Where it is set; null for nginx's default.</param>
/// <param name="Line">1-based; null for nginx's default.</param>
public sealed record EffectiveValue(string Directive, ImmutableArray<string> Args, string? File, int? Line)
{
    /// <summary>Words joined by spaces.</summary>
    public string Text => string.Join(' ', Args);

    /// <summary>file:line, or "nginx default".</summary>
    public string Where => File is null ? "nginx default" : $"{File}:{Line}";
}
