using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the FastCGI, uwsgi, SCGI and memcached modules.</summary>
internal static class FastCgiFamily
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("fastcgi-stderr", "-", [121], ["FastCGI sent in stderr: \"{text}\""],
            Reading("FastCGI sent in stderr: \"Primary script unknown\"", "text", "Primary script unknown")),
        Row("fastcgi-unexpected-record", "502", [122], ["upstream sent unexpected FastCGI record: {type}"],
            Reading("upstream sent unexpected FastCGI record: 3", "type", "3")),
        Row("fastcgi-stdout-closed", "502", [123], ["upstream prematurely closed FastCGI stdout"],
            Reading("upstream prematurely closed FastCGI stdout")),
        Row("fastcgi-request-closed", "cut", [124], ["upstream prematurely closed FastCGI request"],
            During("upstream prematurely closed FastCGI request", "reading upstream")),
        Row("fastcgi-version", "502", [125], ["upstream sent unsupported FastCGI protocol version: {version}"],
            Reading("upstream sent unsupported FastCGI protocol version: 72", "version", "72")),
        Row("fastcgi-invalid-record", "502", [126, 127, 128],
            [
                "upstream sent invalid FastCGI record type: {number}", "upstream sent unexpected FastCGI request id high byte: {number}",
                "upstream sent unexpected FastCGI request id low byte: {number}",
            ],
            Reading("upstream sent invalid FastCGI record type: 9", "number", "9")),
        Row("invalid-status", "502", [129], ["upstream sent invalid status \"{status}\""],
            Reading("upstream sent invalid status \"OK\"", "status", "OK")),
        Row("fastcgi-joined-header", "500", [130], ["invalid header after joining FastCGI records"],
            Reading("invalid header after joining FastCGI records")),
        Row("request-record-too-big", "500", [131, 132],
            ["fastcgi request record is too big: {size}", "uwsgi request is too big: {size}"],
            Early("fastcgi request record is too big: 70000", "size", "70000"), Early("uwsgi request is too big: 70000", "size", "70000")),
        Row("request-length-mismatch", "500", [133, 134, 135],
            ["fastcgi request length mismatch", "uwsgi request length mismatch", "scgi request length mismatch"],
            Early("scgi request length mismatch")),
        Row("split-path-info-failed", "500", [136],
            ["pcre2_match() failed: {code} on \"{subject}\" using \"{pattern}\"", "pcre_exec() failed: {code} on \"{subject}\" using \"{pattern}\""],
            Early("pcre2_match() failed: -47 on \"/x\" using \"^a\"", "code", "-47", "subject", "/x", "pattern", "^a")),
        Row("memcached-key-not-set", "500", [137], ["the \"$memcached_key\" variable is not set"], Early("the \"$memcached_key\" variable is not set")),
        Row("memcached-key-not-found", "404", [138], ["key: \"{key}\" was not found by memcached"],
            Reading("key: \"/x\" was not found by memcached", "key", "/x")),
        Row("memcached-invalid-response", "502", [139, 140, 141, 142],
            [
                "memcached sent invalid response: \"{text}\"", "memcached sent invalid key in response \"{text}\" for key \"{key}\"",
                "memcached sent invalid flags in response \"{text}\" for key \"{key}\"",
                "memcached sent invalid length in response \"{text}\" for key \"{key}\"",
            ],
            Reading("memcached sent invalid response: \"ERROR\"", "text", "ERROR")),
        Row("memcached-invalid-trailer", "-", [143], ["memcached sent invalid trailer"], Reading("memcached sent invalid trailer")),
    ];
}
