using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The values that hold for a request: which directives are told.</summary>
internal static class RouteValues
{
    /// <summary>Of every request.</summary>
    private static readonly string[] Common =
    [
        "client_max_body_size", "client_body_timeout", "client_header_timeout", "send_timeout", "keepalive_timeout", "resolver", "resolver_timeout",
        "error_page", "recursive_error_pages", "root", "alias", "index", "add_header",
    ];

    /// <summary>Of a request that is passed on, without the protocol's prefix; those that a protocol lacks have no value and no default.</summary>
    private static readonly string[] Passing =
    [
        "connect_timeout", "send_timeout", "read_timeout", "next_upstream", "next_upstream_tries", "next_upstream_timeout", "http_version", "set_header", "param",
        "pass_request_headers", "pass_request_body", "set_body", "method", "buffering", "buffer_size", "buffers", "busy_buffers_size", "max_temp_file_size",
        "request_buffering", "intercept_errors", "ignore_client_abort", "ignore_headers", "hide_header", "pass_header", "redirect", "cookie_path", "cookie_domain",
        "bind", "socket_keepalive", "limit_rate", "cache", "cache_bypass", "no_cache", "store", "keep_conn", "index", "split_path_info",
        "ssl_server_name", "ssl_name", "ssl_verify", "ssl_verify_depth", "ssl_protocols", "ssl_trusted_certificate",
    ];

    /// <summary>Of an upstream block.</summary>
    private static readonly string[] Group =
    [
        "zone", "least_conn", "ip_hash", "hash", "random", "keepalive", "keepalive_requests", "keepalive_time", "keepalive_timeout", "resolver", "queue",
    ];

    /// <summary>The values for a request that ends in a scope.</summary>
    /// <param name="scope">The blocks around its end.</param>
    /// <param name="upstream">Where it is passed to.</param>
    /// <param name="version">Whose defaults hold; null when it is not known.</param>
    public static ImmutableArray<EffectiveValue> For(ImmutableArray<Directive> scope, RouteUpstream? upstream, NginxVersion? version)
    {
        var prefix = upstream?.Protocol.DirectivePrefix() ?? "";
        var values = new EffectiveScope(scope, ServerKind.Http, prefix, new DirectiveIndex(), version);
        var found = ImmutableArray.CreateBuilder<EffectiveValue>();
        foreach (var name in upstream is null ? [] : Passing)
        {
            found.AddRange(values.All(prefix + name));
            found.AddRange(name == "set_header" ? values.Unreplaced(prefix + name) : []);
        }

        if (upstream?.Block is { } block)
        {
            found.AddRange(block.Children().Where(d => Group.Contains(d.Name)).Select(d => new EffectiveValue(d.Name, d.Args, d.File, d.Line)));
        }

        foreach (var name in Common)
        {
            found.AddRange(values.All(name));
        }

        return found.DrainToImmutable();
    }
}
