using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages about requests that end in 500 or 4xx around a proxy.</summary>
internal static class Requests
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("redirection-cycle", "500", [202, 203, 204],
            [
                "rewrite or internal redirection cycle while processing \"{uri}\"",
                "rewrite or internal redirection cycle while internally redirecting to \"{uri}\"",
                "rewrite or internal redirection cycle while redirect to named location \"{uri}\"",
            ],
            Early("rewrite or internal redirection cycle while internally redirecting to \"/index.html\"", "uri", "/index.html")),
        Row("named-location-missing", "500", [205, 206],
            ["could not find named location \"{uri}\"", "empty URI in redirect to named location \"{uri}\""],
            Early("could not find named location \"@app\"", "uri", "@app")),
        Row("subrequests-cycle", "500", [207], ["subrequests cycle while processing \"{uri}\""],
            Early("subrequests cycle while processing \"/x\"", "uri", "/x")),
        Row("auth-request-status", "500", [208], ["auth request unexpected status: {status}"],
            During("auth request unexpected status: 502", "sending to client", "status", "502")),
        Row("body-too-large", "413", [209, 210],
            ["client intended to send too large body: {size} bytes", "client intended to send too large chunked body: {size} bytes"],
            Early("client intended to send too large body: 2000000 bytes", "size", "2000000")),
        Row("client-chunked-invalid", "400", [211], ["client sent invalid chunked body"], Early("client sent invalid chunked body")),
        Row("rewritten-uri-empty", "500", [213], ["the rewritten URI has a zero length"], Early("the rewritten URI has a zero length")),
        Row("uninitialized-variable", "-", [214], ["using uninitialized \"{name}\" variable"],
            Early("using uninitialized \"target\" variable", "name", "target")),
        Row("variable-cycle", "500", [215], ["cycle while evaluating variable \"{name}\""], Early("cycle while evaluating variable \"x\"", "name", "x")),
        Row("core-bug", "-", [216, 217], ["header already sent", "http request count is zero"], Early("header already sent")),
        Row("cache-lock-timeout", "-", [218], ["cache lock timeout"], Early("cache lock timeout")),
        Row("cache-trouble", "500", [35, 36, 37],
            [
                "{directive}_buffer_size {size} is not enough for cache key, it should be increased to at least {needed}",
                "cache \"{name}\" not found", "cache file \"{path}\" contains invalid header",
            ],
            Early("cache \"zone\" not found", "name", "zone"),
            Early("proxy_buffer_size 4096 is not enough for cache key, it should be increased to at least 6144",
                "directive", "proxy", "size", "4096", "needed", "6144")),
        Row("thread-pool-trouble", "500", [38, 39, 219],
            ["thread pool \"{name}\" not found", "thread operation took too long", "thread pool \"{name}\" queue overflow: {tasks} tasks waiting"],
            Early("thread pool \"default\" queue overflow: 65536 tasks waiting", "name", "default", "tasks", "65536")),
        Row("client-canceled-stream", "499", [220, 221, 222],
            [
                "client canceled stream {stream}", "client terminated stream {stream} with status {status}", "client prematurely closed stream",
                "client terminated stream {stream} due to internal error",
            ],
            Line("[info] 7#7: *1 client canceled stream 3 while processing HTTP/2 connection, client: 10.0.0.9, server: 0.0.0.0:443", "stream", "3")),
        Row("http-to-https-port", "400", [223], ["client sent plain HTTP request to HTTPS port"],
            Early("client sent plain HTTP request to HTTPS port")),
    ];
}
