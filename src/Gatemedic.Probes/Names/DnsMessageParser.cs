using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Reads a DNS answer. Whatever the bytes are, it ends within their length.</summary>
internal static class DnsMessageParser
{
    private const int MostAddresses = 256;
    private const ushort IsResponse = 0x8000;
    private const ushort IsTruncated = 0x200;
    private const int PointerBits = 0xc0;
    private const int RecordLength = 10;

    private static readonly string[] Words = ["no error", "the query was malformed (FORMERR)", "server failure (SERVFAIL)", "no such name (NXDOMAIN)", "not implemented (NOTIMP)", "refused (REFUSED)"];

    /// <summary>It answers the query: same id, same question.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> query) =>
        message.Length >= DnsQuery.HeaderLength
        && message[..2].SequenceEqual(query[..2])
        && (Flags(message) & IsResponse) != 0
        && (Number(message, 4) == 0 || message[DnsQuery.HeaderLength..].StartsWith(query[DnsQuery.HeaderLength..]));

    /// <summary>It was cut to fit a datagram.</summary>
    public static bool IsCut(ReadOnlySpan<byte> message) => (Flags(message) & IsTruncated) != 0;

    /// <summary>What it says of the type that was asked for.</summary>
    public static DnsReply Parse(ReadOnlySpan<byte> message, ushort type)
    {
        var code = Flags(message) & 0xf;
        if (code != 0)
        {
            return new DnsReply(code, [], null, code < Words.Length ? Words[code] : $"error {code}");
        }

        var at = DnsQuery.HeaderLength;
        for (int questions = Number(message, 4); questions > 0; questions--)
        {
            at = AfterName(message, at) + 4;
        }

        var addresses = ImmutableArray.CreateBuilder<string>();
        long? ttl = null;
        for (int records = Number(message, 6); records > 0 && addresses.Count < MostAddresses; records--)
        {
            at = AfterName(message, at);
            if (at + RecordLength > message.Length || Number(message, at + 8) is var length && at + RecordLength + length > message.Length)
            {
                return new DnsReply(null, [], null, "an answer that ends before it says all");
            }

            var isAddress = Number(message, at) == type && Number(message, at + 2) == DnsQuery.ClassIn && length == (type == DnsQuery.TypeA ? 4 : 16);
            if (isAddress)
            {
                addresses.Add(new IPAddress(message.Slice(at + RecordLength, length)).ToString());
            }

            long lives = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]);
            ttl = Math.Min(ttl ?? lives, lives);
            at += RecordLength + length;
        }

        var family = type == DnsQuery.TypeA ? "IPv4" : "IPv6";
        return new DnsReply(0, addresses.ToImmutable(), ttl, addresses.Count == 0 ? $"the name has no {family} address" : string.Join(", ", addresses));
    }

    /// <summary>The byte behind a name; a pointer ends it. Past the end where the name does not end.</summary>
    private static int AfterName(ReadOnlySpan<byte> message, int at)
    {
        while (at < message.Length)
        {
            var length = message[at];
            if ((length & PointerBits) == PointerBits)
            {
                return at + 2;
            }

            at += length + 1;
            if (length == 0)
            {
                return at;
            }
        }

        return message.Length + 1;
    }

    private static int Flags(ReadOnlySpan<byte> message) => Number(message, 2);

    private static ushort Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
