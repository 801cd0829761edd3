using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>
/// Directives that may stand several times in one block. Those of the first table are inherited all or none: one at an inner level
/// discards the outer ones (ngx_conf_merge_ptr_value on an array, or the module's own merge).
/// </summary>
internal static class ListDirectives
{
    private const int AllButLast = -1;
    private const int All = -2;

    /// <summary>Names with the number of arguments that tell one entry from another.</summary>
    private static readonly FrozenDictionary<string, int> Inherited = Table(
        (1, "proxy_set_header grpc_set_header add_header add_trailer fastcgi_param uwsgi_param scgi_param"),
        (1, "proxy_hide_header fastcgi_hide_header uwsgi_hide_header scgi_hide_header grpc_hide_header"),
        (1, "proxy_pass_header fastcgi_pass_header uwsgi_pass_header scgi_pass_header grpc_pass_header"),
        (1, "proxy_ssl_conf_command uwsgi_ssl_conf_command grpc_ssl_conf_command ssl_conf_command"),
        (1, "proxy_cookie_domain proxy_cookie_path proxy_cookie_flags proxy_redirect"),
        (1, "sub_filter access_log error_log limit_req limit_conn auth_request_set xslt_param xslt_string_param"),
        (AllButLast, "error_page proxy_cache_valid fastcgi_cache_valid uwsgi_cache_valid scgi_cache_valid"),
        (All, "allow deny set_real_ip_from mirror ssl_certificate ssl_certificate_key ssl_session_ticket_key"),
        (All, "proxy_cache_bypass proxy_no_cache fastcgi_cache_bypass fastcgi_no_cache uwsgi_cache_bypass uwsgi_no_cache scgi_cache_bypass scgi_no_cache"));

    private static readonly FrozenDictionary<string, int> Local = Table(
        (1, "listen server set log_format env proxy_cache_path fastcgi_cache_path uwsgi_cache_path scgi_cache_path limit_req_zone limit_conn_zone"),
        (1, "location if limit_except upstream"),
        (All, "rewrite include load_module map geo split_clients types"));

    /// <summary>One at an inner level discards those of the outer levels.</summary>
    public static bool LosesInheritance(string name) => Inherited.ContainsKey(name);

    /// <summary>A directive that a statement takes the place of in a block.</summary>
    public static bool IsSameEntry(string name, ImmutableArray<string> args, Statement statement)
    {
        if (name != statement.Name)
        {
            return false;
        }

        if (!Inherited.TryGetValue(statement.Name, out var keys) && !Local.TryGetValue(statement.Name, out keys))
        {
            return true;
        }

        var (old, now) = (Length(keys, args.Length), Length(keys, statement.Args.Length));

        // Names of headers are the only keys that nginx compares without regard to case.
        var comparer = statement.Name.EndsWith("_header", StringComparison.Ordinal) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return args.Take(old).SequenceEqual(statement.Args.Take(now), comparer);
    }

    private static int Length(int keys, int words) => keys switch { All => words, AllButLast => words - 1, _ => keys };

    private static FrozenDictionary<string, int> Table(params (int Keys, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Keys))).ToFrozenDictionary(row => row.name, row => row.Keys);
}
