namespace Gatemedic.Probes;

/// <summary>The TLS alert with which a peer turned a handshake down.</summary>
internal static class TlsAlert
{
    /// <summary>RFC 8446, 6; names as the TLS registry has them.</summary>
    private static readonly Dictionary<byte, string> Names = new()
    {
        [0] = "close_notify",
        [10] = "unexpected_message",
        [20] = "bad_record_mac",
        [22] = "record_overflow",
        [40] = "handshake_failure",
        [42] = "bad_certificate",
        [43] = "unsupported_certificate",
        [45] = "certificate_expired",
        [46] = "certificate_unknown",
        [47] = "illegal_parameter",
        [48] = "unknown_ca",
        [49] = "access_denied",
        [50] = "decode_error",
        [51] = "decrypt_error",
        [70] = "protocol_version",
        [71] = "insufficient_security",
        [80] = "internal_error",
        [86] = "inappropriate_fallback",
        [90] = "user_canceled",
        [109] = "missing_extension",
        [110] = "unsupported_extension",
        [112] = "unrecognized_name",
        [116] = "certificate_required",
        [120] = "no_application_protocol",
    };

    /// <summary>"alert handshake_failure (40)" when the first record on the wire is an alert, else null.</summary>
    public static string? Words(ReadOnlySpan<byte> wire) =>
        wire.Length >= 7 && wire[0] == 0x15 && wire[1] == 3 ? $"alert {Names.GetValueOrDefault(wire[6], "unknown")} ({wire[6]})" : null;

    /// <summary>OpenSSL's reason inside an exception, the words that nginx logs too: "wrong version number"; null when it has none.</summary>
    public static string? Reason(Exception? error)
    {
        const string Mark = "SSL routines::";
        for (; error is not null; error = error.InnerException)
        {
            var mark = error.Message.LastIndexOf(Mark, StringComparison.Ordinal);
            if (mark >= 0)
            {
                return error.Message[(mark + Mark.Length)..];
            }
        }

        return null;
    }
}
