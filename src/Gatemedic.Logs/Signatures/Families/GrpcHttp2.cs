using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages about HTTP/2 upstreams (ngx_http_grpc_module.c, ngx_http_proxy_v2_module.c).</summary>
internal static class GrpcHttp2
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("http2-rejected", "502", [145], ["upstream rejected request with error {code}"],
            Reading("upstream rejected request with error 7", "code", "7")),
        Row("http2-goaway", "502", [146], ["upstream sent goaway with error {code}"], Reading("upstream sent goaway with error 0", "code", "0")),
        Row("grpc-too-large-frame", "502", [147], ["upstream sent too large http2 frame: {size}"],
            Reading("upstream sent too large http2 frame: 4740180", "size", "4740180")),
        Row("http2-stream-closed", "502", [148], ["upstream prematurely closed stream"], Reading("upstream prematurely closed stream")),
        Row("http2-body-too-long", "502", [149], ["upstream sent response body larger than indicated content length"],
            During("upstream sent response body larger than indicated content length", "reading upstream")),
        Row("http2-wrong-stream", "502", [150, 151, 152],
            [
                "upstream sent frame for unknown stream {stream}", "upstream sent frame for closed stream {stream}",
                "upstream sent data frame for unknown stream {stream}",
            ],
            Reading("upstream sent frame for closed stream 1", "stream", "1")),
        Row("http2-unexpected-frame", "502", [153, 154],
            ["upstream sent unexpected http2 frame: {type}", "upstream sent unexpected push promise frame"],
            Reading("upstream sent unexpected http2 frame: 9", "type", "9")),
        Row("http2-status-header", "502", [155, 156, 157, 158],
            [
                "upstream sent invalid :status \"{status}\"", "upstream sent unexpected :status \"{status}\"",
                "upstream sent no :status header", "upstream sent duplicate :status header",
            ],
            Reading("upstream sent invalid :status \"2x\"", "status", "2x")),
        Row("http2-invalid-header", "502", [159], ["upstream sent invalid header \"{header}\""],
            Reading("upstream sent invalid header \"A: b\"", "header", "A: b")),
        Row("http2-header-too-large", "502", [164, 165, 166],
            [
                "upstream sent too large http2 header", "upstream sent too large http2 header name length",
                "upstream sent too large http2 header value length", "upstream sent too large http2 header name length: {size}",
                "upstream sent too large http2 header value length: {size}",
            ],
            Reading("upstream sent too large http2 header value length: 9000", "size", "9000")),
        Row("http2-bad-header-block", "502", [167, 168, 169, 170],
            [
                "upstream sent truncated http2 header", "upstream sent invalid http2 table index: {index}",
                "upstream sent invalid encoded header", "upstream sent invalid http2 dynamic table size update: {size}",
            ],
            Reading("upstream sent invalid http2 table index: 99", "index", "99")),
        Row("http2-flow-control", "502", [171, 172, 173, 174],
            [
                "upstream violated stream flow control, received {size} data frame with window {window}",
                "upstream violated connection flow control, received {size} data frame with window {window}",
                "upstream sent zero window update", "upstream sent too large window update",
            ],
            Reading("upstream violated stream flow control, received 9 data frame with window 3", "size", "9", "window", "3")),
        Row("http2-flood", "502", [175, 176], ["upstream sent too many settings frames", "upstream sent too many ping frames"],
            Reading("upstream sent too many ping frames")),
        Row("http2-malformed-frame", "502", [177, 178],
            [
                "upstream sent {frame} frame with invalid length: {size}",
                "upstream sent http2 frame with too long padding: {padding} in frame {size}",
            ],
            Reading("upstream sent rst stream frame with invalid length: 3", "frame", "rst stream", "size", "3")),
        Row("http2-request-too-long", "500", [179, 180, 181, 182, 183],
            [
                "too long http2 URI", "too long http2 method: \"{value}\"", "too long http2 host: \"{value}\"",
                "too long http2 header name: \"{value}\"", "too long http2 header value: \"{value}\"",
            ],
            Early("too long http2 URI")),
        Row("http2-no-connection-data", "500", [184], ["no connection data found for keepalive http2 connection"],
            Connecting("no connection data found for keepalive http2 connection")),
    ];
}
