using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>What one line of nginx's log gives away of the peer's protocol.</summary>
/// <param name="Spoken">The protocol, or null when only that it is another.</param>
/// <param name="Weight">How surely it is another protocol than nginx's.</param>
/// <param name="Text">What was heard.</param>
internal sealed record Overheard(string? Spoken, double Weight, string Text)
{
    /// <summary>Signatures that can give it away.</summary>
    public static readonly string[] Signatures =
    [
        "no-valid-http-header", "ssl-handshake-failed", "premature-response", "fastcgi-version", "grpc-too-large-frame", "memcached-invalid-response",
    ];

    // What the first bytes of an answer belong to; nginx prints one of them as a FastCGI version, three as the length of an HTTP/2 frame.
    private static readonly ImmutableArray<(string Bytes, string Spoken)> Openings =
    [
        ("HTTP/1", "http"), ("<!DOCTYPE", "http"), ("<html", "http"), ("<HTML", "http"), ("\x15\x03", "tls"), ("\x16\x03", "tls"), ("SSH-", "ssh"),
        ("220 ", "smtp"), ("-ERR", "redis"), ("-NOAUTH", "redis"), ("+OK", "pop3"), ("* OK", "imap"), ("AMQP", "amqp"), ("ERROR", "memcached"),
    ];

    // OpenSSL's reasons for bytes that are no TLS record, with how seldom real TLS gives them.
    private static readonly ImmutableArray<(string Reason, double Weight)> NoTls =
    [
        ("wrong version number", Weigh.Decisive), ("packet length too long", Weigh.Strong), ("record layer failure", Weigh.Strong),
        ("unknown protocol", Weigh.Strong), ("http request", Weigh.Decisive),
    ];

    /// <summary>Reads a group; null when it gives nothing away.</summary>
    public static Overheard? Read(ErrorGroup group) => group.Signature switch
    {
        "no-valid-http-header" => new(null, Weigh.Strong, "its answer does not begin with an HTTP status line; nginx passes the bytes on as HTTP/0.9"),
        "premature-response" => new("raw", Weigh.Strong, "it talks before the TLS handshake, as servers with a plain-text greeting do"),
        "ssl-handshake-failed" => Handshake(group.Fields.GetValueOrDefault("reason") ?? group.Fields.GetValueOrDefault("ssl") ?? ""),
        "fastcgi-version" => FastCgi(group.Fields.GetValueOrDefault("version")),
        "grpc-too-large-frame" => Frame(group.Fields.GetValueOrDefault("size")),
        "memcached-invalid-response" => Opening(group.Fields.GetValueOrDefault("text") ?? "") is { } spoken and not "memcached"
            ? new(spoken, Weigh.Decisive, $"what it answers to a memcached request is {Tongues.Sentence(spoken)}")
            : null,
        _ => null,
    };

    private static Overheard? Handshake(string reason) =>
        NoTls.FirstOrDefault(n => reason.Contains(n.Reason, StringComparison.Ordinal)) is { Reason: { } known } row
            ? new("http", row.Weight, $"what it answers to a TLS hello is not TLS (\"{known}\")")
            : null;

    private static Overheard? FastCgi(string? version) =>
        byte.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Opening(((char)number).ToString()) is { } spoken
                ? new(spoken, Weigh.Decisive, $"its first byte, {number}{Quoted([number])}, is how {Tongues.Sentence(spoken)} begins, not FastCGI (1)")
                : new(null, Weigh.Strong, $"its first byte is {number}, and FastCGI begins with 1")
            : null;

    private static Overheard? Frame(string? size)
    {
        if (!uint.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= 1 << 24)
        {
            return null;
        }

        byte[] bytes = [(byte)(number >> 16), (byte)(number >> 8), (byte)number];
        return Opening(string.Concat(bytes.Select(b => (char)b))) is { } spoken
            ? new(spoken, Weigh.Decisive, $"the frame length {number} is the bytes{Quoted(bytes)} with which {Tongues.Sentence(spoken)} begins")
            : new(null, Weigh.Slight, $"the frame length {number} fits no HTTP/2 frame");
    }

    private static string? Opening(string heard) =>
        heard.Length == 0 ? null : Openings.FirstOrDefault(o => o.Bytes.StartsWith(heard, StringComparison.Ordinal) || heard.StartsWith(o.Bytes, StringComparison.Ordinal)).Spoken;

    private static string Quoted(byte[] bytes) =>
        bytes.All(b => b is >= 0x20 and < 0x7f) ? $" \"{string.Concat(bytes.Select(b => (char)b))}\"" : $" 0x{Convert.ToHexString(bytes)}";
}
