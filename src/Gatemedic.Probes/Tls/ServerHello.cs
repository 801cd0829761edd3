using System.Buffers.Binary;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Reads the answer to a ClientHello: a ServerHello or an alert. Safe on any bytes.</summary>
internal static class ServerHello
{
    private static readonly Dictionary<int, string> Alerts = new()
    {
        [0] = "close_notify", [10] = "unexpected_message", [40] = "handshake_failure", [42] = "bad_certificate", [47] = "illegal_parameter", [48] = "unknown_ca",
        [49] = "access_denied", [50] = "decode_error", [70] = "protocol_version", [71] = "insufficient_security", [80] = "internal_error",
        [86] = "inappropriate_fallback", [109] = "missing_extension", [112] = "unrecognized_name", [116] = "certificate_required", [120] = "no_application_protocol",
    };

    /// <summary>What the peer answered; null when more bytes are needed to tell.</summary>
    public static TlsAttempt? Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 5)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            if (bytes[0] is not (0x15 or 0x16) || bytes[1] != 3)
            {
                return new TlsAttempt(false, null, null, null, "it answers with something that is not TLS");
            }

            if (bytes.Length < 5 + length)
            {
                return null;
            }

            var fragment = bytes.Slice(5, length);

            // A warning, as "I do not know this name", is not yet a refusal.
            if (bytes[0] == 0x16 || fragment is not [1, not 0, ..])
            {
                return bytes[0] == 0x16 ? Hello(fragment) : Alert(fragment);
            }

            bytes = bytes[(5 + length)..];
        }

        return null;
    }

    /// <summary>"alert 112 (unrecognized_name)".</summary>
    public static string AlertText(int number) => Alerts.TryGetValue(number, out var name) ? $"alert {number} ({name})" : $"alert {number}";

    private static TlsAttempt Alert(ReadOnlySpan<byte> fragment) =>
        fragment is [_, var number, ..] ? new TlsAttempt(false, null, null, number, AlertText(number)) : new TlsAttempt(false, null, null, null, "an alert that is cut off");

    private static TlsAttempt Hello(ReadOnlySpan<byte> message)
    {
        // type, length, version, random, length of the session's id.
        const int Fixed = 1 + 3 + 2 + 32 + 1;
        if (message is not [2, ..] || message.Length < Fixed || message.Length < Fixed + message[Fixed - 1] + 3)
        {
            return new TlsAttempt(false, null, null, null, "it answers with something that is no ServerHello");
        }

        var rest = message[(Fixed + message[Fixed - 1])..];
        var version = TlsVersions.Name(Chosen(rest[3..]) ?? BinaryPrimitives.ReadUInt16BigEndian(message[4..]));
        var cipher = TlsCiphers.Name(BinaryPrimitives.ReadUInt16BigEndian(rest));
        return new TlsAttempt(true, version, cipher, null, $"chose {version} and {cipher}");
    }

    /// <summary>The version in the supported_versions extension, where TLS 1.3 has it.</summary>
    private static ushort? Chosen(ReadOnlySpan<byte> rest)
    {
        rest = rest.Length > 2 ? rest[2..] : default;
        while (rest.Length >= 4)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (rest.Length < 4 + length)
            {
                return null;
            }

            if (type == 43 && length == 2)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
            }

            rest = rest[(4 + length)..];
        }

        return null;
    }
}
