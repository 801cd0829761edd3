using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>What nginx uses where a directive is not set (1.22, 4k memory pages).</summary>
internal static class DirectiveDefaults
{
    private const string Upstreams = "proxy fastcgi uwsgi scgi grpc memcached";
    private const string Buffered = "proxy fastcgi uwsgi scgi";
    private const string Tls = "proxy uwsgi grpc";

    private static readonly FrozenDictionary<string, ImmutableArray<ImmutableArray<string>>> Http = Table(
        (Upstreams, "_connect_timeout", "60s"),
        (Upstreams, "_send_timeout", "60s"),
        (Upstreams, "_read_timeout", "60s"),
        (Upstreams, "_buffer_size", "4k"),
        (Upstreams, "_next_upstream", "error timeout"),
        (Upstreams, "_next_upstream_tries", "0"),
        (Upstreams, "_next_upstream_timeout", "0"),
        (Upstreams, "_socket_keepalive", "off"),
        (Buffered, "_buffers", "8 4k"),
        (Buffered, "_buffering", "on"),
        (Buffered, "_request_buffering", "on"),
        (Buffered, "_max_temp_file_size", "1024m"),
        (Buffered, "_ignore_client_abort", "off"),
        (Buffered + " grpc", "_intercept_errors", "off"),
        (Tls, "_ssl_server_name", "off"),
        (Tls, "_ssl_verify", "off"),
        (Tls, "_ssl_verify_depth", "1"),
        (Tls, "_ssl_session_reuse", "on"),
        (Tls, "_ssl_protocols", "TLSv1 TLSv1.1 TLSv1.2"),
        (Tls, "_ssl_ciphers", "DEFAULT"),
        (Tls, "_ssl_name", "$proxy_host"),
        ("proxy", "_http_version", "1.0"),
        ("proxy", "_set_header", "Host $proxy_host|Connection close"),
        ("fastcgi", "_keep_conn", "off"),
        ("resolver", "_timeout", "30s"),
        ("client", "_max_body_size", "1m"),
        ("client", "_body_timeout", "60s"),
        ("client", "_header_timeout", "60s"),
        ("send", "_timeout", "60s"),
        ("keepalive", "_timeout", "75s"));

    private static readonly FrozenDictionary<string, ImmutableArray<ImmutableArray<string>>> Stream = Table(
        ("proxy", "_connect_timeout", "60s"),
        ("proxy", "_timeout", "10m"),
        ("proxy", "_buffer_size", "16k"),
        ("proxy", "_next_upstream", "on"),
        ("proxy", "_next_upstream_tries", "0"),
        ("proxy", "_next_upstream_timeout", "0"),
        ("proxy", "_socket_keepalive", "off"),
        ("proxy", "_ssl", "off"),
        ("proxy", "_ssl_server_name", "off"),
        ("proxy", "_ssl_verify", "off"),
        ("proxy", "_ssl_verify_depth", "1"),
        ("proxy", "_ssl_session_reuse", "on"),
        ("proxy", "_ssl_name", "$proxy_host"),
        ("resolver", "_timeout", "30s"));

    /// <summary>The words of each default; empty when nginx has none.</summary>
    public static ImmutableArray<ImmutableArray<string>> Of(string directive, ServerKind kind) =>
        (kind == ServerKind.Http ? Http : Stream).GetValueOrDefault(directive, []);

    private static FrozenDictionary<string, ImmutableArray<ImmutableArray<string>>> Table(params (string Prefixes, string Suffix, string Value)[] rows) =>
    (
        from row in rows
        from prefix in row.Prefixes.Split(' ')
        select (Name: prefix + row.Suffix, Values: row.Value.Split('|').Select(v => v.Split(' ').ToImmutableArray()).ToImmutableArray()))
        .ToFrozenDictionary(row => row.Name, row => row.Values);
}
