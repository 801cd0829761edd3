namespace Gatemedic.Probes;

/// <summary>Protocols that give themselves away by the first bytes of whatever they answer.</summary>
internal static class Fingerprints
{
    private delegate bool Sign(ReadOnlySpan<byte> bytes);

    /// <summary>First match wins.</summary>
    private static readonly (string Protocol, string With, Sign Shows)[] Table =
    [
        ("tls", "a TLS alert", static bytes => bytes is [0x15, 3, <= 4, ..]),
        ("tls", "a TLS handshake", static bytes => bytes is [0x16, 3, <= 4, ..]),
        ("http2", "an HTTP/2 SETTINGS frame", Http2Dialect.IsSettings),
        ("fastcgi", "a FastCGI record", static bytes => bytes is [1, 3 or 6 or 7 or 10 or 11, _, _, _, _, _, 0, ..]),
        ("ssh", "an SSH banner", static bytes => bytes.StartsWith("SSH-"u8)),
        ("ftp", "an FTP greeting", static bytes => bytes.StartsWith("220"u8) && bytes.IndexOf("FTP"u8) >= 0),
        ("smtp", "an SMTP greeting", static bytes => bytes is [(byte)'2', (byte)'2', (byte)'0', (byte)' ' or (byte)'-', ..]),
        ("mysql", "a MySQL greeting", static bytes => bytes is [_, _, 0, 0, 10, >= (byte)'0' and <= (byte)'9', ..]),
        ("mysql", "a MySQL error", static bytes => bytes is [_, _, 0, 0 or 1, 0xff, _, >= 4 and < 16, ..]),
        ("redis", "a Redis error", static bytes => bytes.StartsWith("-ERR "u8) || bytes.StartsWith("-NOAUTH "u8) || bytes.StartsWith("-DENIED "u8)),
        ("memcached", "a memcached error", static bytes => bytes.StartsWith("ERROR\r\n"u8) || bytes.StartsWith("CLIENT_ERROR "u8)),
        ("postgresql", "a PostgreSQL error", static bytes => bytes is [(byte)'E', 0, 0, _, _, (byte)'S', ..]),
        ("pop3", "a POP3 greeting", static bytes => bytes.StartsWith("+OK "u8)),
        ("imap", "an IMAP greeting", static bytes => bytes.StartsWith("* OK"u8)),
        ("amqp", "an AMQP header", static bytes => bytes.StartsWith("AMQP"u8)),
        ("http", "HTML without a header", static bytes => bytes.StartsWith("<!DOCTYPE"u8) || bytes.StartsWith("<html"u8)),
    ];

    /// <summary>HTTP answers in which a server says that it expects something else on this port.</summary>
    private static readonly (string Words, string Protocol)[] Refusals =
    [
        ("The plain HTTP request was sent to HTTPS port", "tls"), // nginx
        ("speaking plain HTTP to an SSL-enabled server port", "tls"), // Apache
        ("Client sent an HTTP request to an HTTPS server", "tls"), // Go
        ("This combination of host and port requires TLS", "tls"), // Tomcat
        ("trying to access MongoDB over HTTP", "mongodb"),
        ("This is not a HTTP port", "elasticsearch-transport"),
    ];

    /// <summary>What these bytes, sent in answer to <paramref name="asked"/>, show; null when nothing certain.</summary>
    public static Speech? Recognise(ReadOnlySpan<byte> bytes, string asked)
    {
        if (StatusLine.Status(bytes) is > 0 and var status)
        {
            return Refused(bytes, asked) ?? new Speech("http", $"answered {asked} with HTTP status {status}");
        }

        foreach (var (protocol, with, shows) in Table)
        {
            if (shows(bytes))
            {
                return new Speech(protocol, $"answered {asked} with {with}");
            }
        }

        return null;
    }

    /// <summary>An HTTP answer that says that HTTP is wrong here; null when it says no such thing.</summary>
    public static Speech? Refused(ReadOnlySpan<byte> bytes, string asked)
    {
        foreach (var (words, protocol) in Refusals)
        {
            if (bytes.IndexOf(System.Text.Encoding.ASCII.GetBytes(words)) >= 0)
            {
                return new Speech(protocol, $"answered {asked} with \"{words}\"");
            }
        }

        return null;
    }
}
