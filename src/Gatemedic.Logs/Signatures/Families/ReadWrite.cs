using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages about reading and writing sockets and temporary files (src/os/unix).</summary>
internal static class ReadWrite
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("recv-failed", "502", [78, 186], ["recv() failed"],
            Reading("recv() failed (104: Connection reset by peer)"),
            Line("[error] 7#7: recv() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:53", "resolver", "127.0.0.1:53")),
        Row("readv-failed", "cut", [79], ["readv() failed"], During("readv() failed (104: Connection reset by peer)", "reading upstream")),
        Row("send-failed", "502", [80, 186], ["send() failed"],
            During("send() failed (32: Broken pipe)", "sending request to upstream"),
            Line("[error] 7#7: send() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:53", "resolver", "127.0.0.1:53")),
        Row("writev-failed", "502", [81], ["writev() failed"], During("writev() failed (32: Broken pipe)", "sending request to upstream")),
        Row("sendfile-failed", "502", [82], ["sendfile() failed"],
            During("sendfile() failed (104: Connection reset by peer)", "sending request to upstream")),
        Row("sendfile-truncated", "cut", [83], ["sendfile() reported that \"{path}\" was truncated at {offset}"],
            During("sendfile() reported that \"/tmp/x\" was truncated at 12", "sending to client", "path", "/tmp/x", "offset", "12")),
        Row("kevent-closed", "502", [84, 85],
            ["kevent() reported about an closed connection", "kevent() reported that upstream closed connection"],
            Reading("kevent() reported about an closed connection (54: Connection reset by peer)")),
        Row("open-failed", "500", [86, 265], ["open() \"{path}\" failed", "open() \"{path}..."],
            Line("[crit] 7#7: *1 open() \"/var/lib/nginx/body/0000000001\" failed (13: Permission denied), client: 10.0.0.9, server: app.example,"
                + " request: \"POST / HTTP/1.1\", host: \"app.example\"", "path", "/var/lib/nginx/body/0000000001"),
            Line("[emerg] 7#7: open() \"/etc/nginx/x.conf\" failed (2: No such file or directory) in /etc/nginx/nginx.conf:12",
                "path", "/etc/nginx/x.conf", "file", "/etc/nginx/nginx.conf", "line", "12")),
        Row("mkdir-failed", "500", [87], ["mkdir() \"{path}\" failed"], Early("mkdir() \"/t/1\" failed (13: Permission denied)", "path", "/t/1")),
        Row("write-file-failed", "500", [88, 89], ["pwritev() \"{path}\" failed", "pwrite() \"{path}\" failed"],
            During("pwritev() \"/t/1\" failed (28: No space left on device)", "reading upstream", "path", "/t/1"),
            Early("pwrite() \"/t/1\" failed (28: No space left on device)", "path", "/t/1")),
        Row("write-file-short", "500", [90],
            [
                "pwritev() \"{path}\" has written only {written} of {wanted}", "pwrite() \"{path}\" has written only {written} of {wanted}",
            ],
            Early("pwritev() \"/t/1\" has written only 4096 of 8192", "path", "/t/1", "written", "4096", "wanted", "8192")),
        Row("response-buffered-to-file", "-", [41], ["an upstream response is buffered to a temporary file {path}"],
            During("an upstream response is buffered to a temporary file /t/1", "reading upstream", "path", "/t/1")),
        Row("request-buffered-to-file", "-", [212], ["a client request body is buffered to a temporary file {path}"],
            Early("a client request body is buffered to a temporary file /t/1", "path", "/t/1")),
    ];
}
