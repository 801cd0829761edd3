using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the HTTP/1 proxy module (ngx_http_proxy_module.c).</summary>
internal static class Proxy
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("invalid-url-prefix", "500", [103, 114], ["invalid URL prefix in \"{url}\"", "invalid URL prefix"],
            Early("invalid URL prefix in \"\"", "url", ""), Conf("invalid URL prefix")),
        Row("zero-length-uri", "500", [104], ["zero length URI to proxy"], Early("zero length URI to proxy")),
        Row("no-valid-http-header", "009", [105],
            ["upstream sent no valid HTTP/1.0 header", "upstream sent no valid HTTP/1.0 header: {rest}"],
            Reading("upstream sent no valid HTTP/1.0 header")),
        Row("early-hints-in-http10", "502", [106], ["upstream sent HTTP/1.0 response with early hints"],
            Reading("upstream sent HTTP/1.0 response with early hints")),
        Row("invalid-header", "502", [107, 108, 160], ["upstream sent invalid header: \"{header}\"", "upstream sent invalid header"],
            Reading("upstream sent invalid header: \"Bad Name\\x20...\"", "header", "Bad Name\\x20..."),
            Reading("upstream sent invalid header")),
        Row("invalid-chunked-response", "cut", [109], ["upstream sent invalid chunked response"],
            During("upstream sent invalid chunked response", "reading upstream")),
        Row("data-after-response", "-", [110, 111], ["upstream sent data after final chunk", "upstream sent data after trailers"],
            During("upstream sent data after final chunk", "reading upstream")),
        Row("bad-trailers", "cut", [112, 113, 161, 162, 163],
            [
                "upstream sent too big trailers", "upstream sent invalid trailer: \"{trailer}\"", "upstream sent invalid trailer \"{trailer}\"",
                "upstream sent invalid trailer", "upstream sent trailer without end stream flag",
            ],
            During("upstream sent too big trailers", "reading upstream"),
            During("upstream sent invalid trailer: \"a b\\x20...\"", "reading upstream", "trailer", "a b\\x20...")),
        Row("proxy-config-error", "-", [115, 116, 117, 118, 119, 120, 144, 185],
            [
                "\"{directive}\" cannot have URI part in location given by regular expression, {rest}",
                "\"{directive}\" must be equal to {rest}",
                "\"{directive}\" must be less than the size of all \"{buffers}\" minus one buffer",
                "there must be at least 2 \"{directive}\"",
                "{scheme} protocol requires SSL support",
            ],
            Conf("\"proxy_busy_buffers_size\" must be less than the size of all \"proxy_buffers\" minus one buffer",
                "directive", "proxy_busy_buffers_size", "buffers", "proxy_buffers"),
            Conf("there must be at least 2 \"proxy_buffers\"", "directive", "proxy_buffers")),
    ];
}
