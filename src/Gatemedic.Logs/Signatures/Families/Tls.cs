using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages about TLS to upstreams (ngx_event_openssl.c, ngx_http_upstream.c).</summary>
internal static class Tls
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("ssl-verify-error", "502", [12], ["upstream SSL certificate verify error: ({code}:{text})"],
            During("upstream SSL certificate verify error: (10:certificate has expired)", "SSL handshaking to upstream",
                "code", "10", "text", "certificate has expired")),
        Row("ssl-name-mismatch", "502", [13], ["upstream SSL certificate does not match \"{name}\""],
            During("upstream SSL certificate does not match \"api.example\"", "SSL handshaking to upstream", "name", "api.example")),
        Row("ssl-setup-failed", "500", [14, 15, 99],
            [
                "SSL_set_tlsext_host_name(\"{name}\") failed", "SSL_set_tlsext_host_name(\"{name}\") failed (SSL:{ssl})",
                "SSL_set_alpn_protos() failed", "SSL_set_alpn_protos() failed (SSL:{ssl})", "SSL_new() failed", "SSL_new() failed (SSL:{ssl})",
            ],
            Connecting("SSL_set_tlsext_host_name(\"a\") failed", "name", "a")),
        Row("ssl-handshake-failed", "502", [91],
            [
                "SSL_do_handshake() failed",
                "SSL_do_handshake() failed (SSL:{ssl})",
                "SSL_do_handshake() failed (SSL: error:{code}:{library}:{function}:{reason})",
                "SSL_do_handshake() failed (SSL: error:{code}:{library}:{function}:{reason}:SSL alert number {alert})",
            ],
            During("SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)", "SSL handshaking to upstream",
                "code", "0A00010B", "library", "SSL routines", "function", "", "reason", "wrong version number"),
            During("SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)",
                "SSL handshaking to upstream", "code", "0A000410", "library", "SSL routines", "function", "",
                "reason", "sslv3 alert handshake failure", "alert", "40"),
            During("SSL_do_handshake() failed (104: Connection reset by peer)", "SSL handshaking to upstream")),
        Row("ssl-peer-closed", "502", [92], ["peer closed connection in SSL handshake"],
            During("peer closed connection in SSL handshake (104: Connection reset by peer)", "SSL handshaking to upstream")),
        Row("ssl-read-failed", "502", [93],
            [
                "SSL_read() failed", "SSL_read() failed (SSL:{ssl})",
                "SSL_read() failed (SSL: error:{code}:{library}:{function}:{reason})",
                "SSL_read() failed (SSL: error:{code}:{library}:{function}:{reason}:SSL alert number {alert})",
            ],
            Reading("SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116)",
                "code", "0A00045C", "library", "SSL routines", "function", "", "reason", "tlsv13 alert certificate required", "alert", "116")),
        Row("ssl-write-failed", "502", [94], ["SSL_write() failed", "SSL_write() failed (SSL:{ssl})"],
            During("SSL_write() failed (SSL: error:0A000123:SSL routines::reason)", "sending request to upstream",
                "ssl", " error:0A000123:SSL routines::reason")),
        Row("ssl-shutdown-failed", "-", [95], ["SSL_shutdown() failed", "SSL_shutdown() failed (SSL:{ssl})"],
            Reading("SSL_shutdown() failed (SSL: error:0A000123:SSL routines::reason)", "ssl", " error:0A000123:SSL routines::reason")),
        Row("ssl-certificate-unreadable", "500", [96, 97],
            ["cannot load certificate \"{path}\": {text}", "cannot load certificate key \"{path}\": {text}"],
            Alone("emerg", "cannot load certificate \"/c.pem\": BIO_new_file() failed", "path", "/c.pem", "text", "BIO_new_file() failed"),
            Early("cannot load certificate key \"/k.pem\": no", "path", "/k.pem", "text", "no")),
        Row("ssl-stale-error", "-", [98], ["ignoring stale global SSL error", "ignoring stale global SSL error (SSL:{ssl})"],
            Reading("ignoring stale global SSL error (SSL: error:1)", "ssl", " error:1")),
        Row("ssl-config-error", "-", [100, 101, 102],
            [
                "no \"{directive}\" is defined for certificate \"{path}\"", "no {trusted} for {verify}", "https protocol requires SSL support",
            ],
            Conf("no \"proxy_ssl_certificate_key\" is defined for certificate \"/c\"", "directive", "proxy_ssl_certificate_key", "path", "/c"),
            Conf("no proxy_ssl_trusted_certificate for proxy_ssl_verify",
                "trusted", "proxy_ssl_trusted_certificate", "verify", "proxy_ssl_verify")),
    ];
}
