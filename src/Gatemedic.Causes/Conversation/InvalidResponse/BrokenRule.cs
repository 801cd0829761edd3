using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>A rule of HTTP that an answer breaks, by nginx's message about it and by what a probe heard.</summary>
/// <param name="Text">What is broken, for a sentence: "sends Content-Length twice".</param>
/// <param name="Why">What usually makes it.</param>
internal sealed record BrokenRule(string Text, string Why)
{
    private static readonly ImmutableArray<(string[] Signatures, string[] Rules, BrokenRule Rule)> Known =
    [
        (["invalid-header"], ["header-line"], new("sends a header line that is none", "A value that was put into a header without being checked: a line break, a control character, a name with a space.")),
        (["duplicate-framing-header"], ["duplicate-content-length", "duplicate-transfer-encoding"],
            new("says twice where its answer ends", "A framework and a proxy or middleware behind it both set the header. nginx took the last one before 1.23.0 and refuses the answer since.")),
        (["length-and-transfer-encoding"], ["length-and-transfer-encoding"],
            new("sends both Content-Length and Transfer-Encoding", "A middleware adds one to what already has the other. nginx refuses that from 1.23.0 on, for it is how requests are smuggled.")),
        (["unknown-transfer-encoding"], ["transfer-encoding"], new("sends a Transfer-Encoding that nginx does not know", "nginx takes \"chunked\" and nothing else; compression belongs in Content-Encoding.")),
        (["invalid-content-length"], ["content-length"], new("sends a Content-Length that is no number", "Two values that were joined by a comma, or a length that was not known.")),
        (["invalid-chunked-response", "bad-trailers"], ["chunk"],
            new("sends chunks that are none", "The application writes to the connection itself beside its framework, or says \"chunked\" and then sends the body as it is.")),
        (["invalid-status"], ["cgi-status"], new("sends a status that is no number", "A Status header without its number, usually set by hand in the script.")),
        ([], ["status-line"], new("sends a status line without a status", "The answer was written by hand. nginx takes it for HTTP/0.9 and passes it on as it is (status 009).")),
        (["early-hints-in-http10"], [], new("sends early hints in HTTP/1.0", "103 is for HTTP/1.1 and later only.")),
        (["fastcgi-unexpected-record", "fastcgi-invalid-record"], [], new("sends FastCGI records that make no sense", "The script ended before it said anything, or something else writes to its connection.")),
        (["http2-status-header", "http2-invalid-header", "http2-bad-header-block", "http2-flow-control", "http2-malformed-frame", "http2-unexpected-frame", "http2-wrong-stream", "http2-body-too-long"], [],
            new("sends an HTTP/2 answer that breaks the protocol", "An implementation of HTTP/2 that is not complete.")),
    ];

    /// <summary>Every signature that tells of one.</summary>
    public static readonly string[] Signatures = [.. Known.SelectMany(k => k.Signatures)];

    /// <summary>What a log group tells; null for other groups.</summary>
    public static BrokenRule? Of(ErrorGroup group) => Known.FirstOrDefault(k => k.Signatures.Contains(group.Signature)).Rule;

    /// <summary>What a probe heard; null for a rule that is not known.</summary>
    public static BrokenRule? Of(InvalidPart part) => Known.FirstOrDefault(k => k.Rules.Contains(part.Rule)).Rule;

    /// <summary>This nginx minds the part; where its version is not known, as every nginx does.</summary>
    public static bool IsMinded(Target target, InvalidPart part) =>
        part.Since is null || !NginxVersion.TryParse(part.Since, out var since)
        || (NginxVersion.TryParse(target.Instance.Version.Seen, out var version) && version >= since);
}
