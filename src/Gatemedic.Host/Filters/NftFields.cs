using System.Globalization;
using System.Text.Json;

namespace Gatemedic.Host;

/// <summary>The fields of a packet and of its connection that nft's rules name.</summary>
internal static class NftFields
{
    /// <summary>A field of a header.</summary>
    public static PacketMatch Payload(string protocol, string field, JsonElement right) => (protocol, field) switch
    {
        ("ip" or "ip6", "daddr" or "saddr") => Address(protocol == "ip6", field == "daddr", right),
        ("tcp" or "th", "dport" or "sport") when Bounds(right) is var (first, last) =>
            PacketMatches.Ports(p => field == "dport" ? p.DestinationPort : p.SourcePort, first, last),
        ("ip", "protocol") or ("ip6", "nexthdr") => IsTcp(right),
        ("tcp", "flags") => Flags([], right),
        ("udp" or "icmp" or "icmpv6" or "sctp" or "dccp" or "igmp" or "esp" or "ah" or "udplite", _) => _ => false,
        _ => PacketMatches.Unknown,
    };

    /// <summary>The ports that a comparison leaves.</summary>
    public static PacketMatch Ports(JsonElement payload, (int First, int Last) bounds) => (NftParser.Text(payload, "protocol"), NftParser.Text(payload, "field")) switch
    {
        ("tcp" or "th", "dport") => PacketMatches.Ports(p => p.DestinationPort, bounds.First, bounds.Last),
        ("tcp" or "th", "sport") => PacketMatches.Ports(p => p.SourcePort, bounds.First, bounds.Last),
        _ => PacketMatches.Unknown,
    };

    /// <summary>What the kernel knows beside the packet.</summary>
    public static PacketMatch Meta(string key, JsonElement right) => key switch
    {
        "oifname" or "oif" when right.ValueKind == JsonValueKind.String => PacketMatches.Interface(p => p.Out, right.GetString()!),
        "iifname" or "iif" when right.ValueKind == JsonValueKind.String => PacketMatches.Interface(p => p.In, right.GetString()!),
        "l4proto" => IsTcp(right),
        "nfproto" => packet => Word(right) == (packet.IsIPv6 ? "ipv6" : "ipv4"),
        "protocol" => packet => Word(right) == (packet.IsIPv6 ? "ip6" : "ip"),
        "skuid" when Bounds(right) is var (first, last) => Owner(p => p.Uid, first, last),
        "skgid" when Bounds(right) is var (first, last) => Owner(p => p.Gid, first, last),
        "mark" when right.ValueKind == JsonValueKind.Number && right.TryGetUInt32(out var mark) => PacketMatches.Mark(mark, uint.MaxValue),
        "pkttype" => _ => Word(right) is "broadcast" or "multicast" ? false : null,
        _ => PacketMatches.Unknown,
    };

    /// <summary>What connection tracking knows.</summary>
    public static PacketMatch Tracked(string key, JsonElement right) => key switch
    {
        "state" => PacketMatches.State(Word(right)),
        "status" => packet => Word(right) switch { "dnat" => packet.IsTranslated, "snat" => false, _ => null },
        "direction" => packet => Word(right) == (packet.IsAnswer ? "reply" : "original"),
        _ => PacketMatches.Unknown,
    };

    /// <summary>"fib daddr type local".</summary>
    public static PacketMatch Route(JsonElement fib, JsonElement right) =>
        NftParser.Text(fib, "result") == "type" && fib.TryGetProperty("flags", out var flags) && Several(flags).SequenceEqual(["daddr"])
            ? PacketMatches.DestinationKind(Word(right))
            : PacketMatches.Unknown;

    /// <summary>"tcp flags &amp; (syn | ack) == syn", "meta mark &amp; 0xff == 1".</summary>
    public static PacketMatch Masked(JsonElement operands, JsonElement right)
    {
        if (operands.ValueKind != JsonValueKind.Array || operands.GetArrayLength() != 2 || operands[0].ValueKind != JsonValueKind.Object)
        {
            return PacketMatches.Unknown;
        }

        var (field, mask) = (operands[0].EnumerateObject().FirstOrDefault(), operands[1]);
        return field.Name == "payload" && NftParser.Text(field.Value, "field") == "flags" ? Flags([.. Several(mask)], right)
            : field.Name == "meta" && NftParser.Text(field.Value, "key") == "mark" && mask.ValueKind == JsonValueKind.Number && mask.TryGetUInt32(out var bits)
                && right.ValueKind == JsonValueKind.Number && right.TryGetUInt32(out var value) ? PacketMatches.Mark(value, bits)
            : PacketMatches.Unknown;
    }

    private static PacketMatch Address(bool ipv6, bool isDestination, JsonElement right)
    {
        System.Net.IPAddress? Of(Packet packet) => isDestination ? packet.Destination : packet.Source;
        var means = right.ValueKind switch
        {
            JsonValueKind.String => PacketMatches.Address(Of, right.GetString()!),
            JsonValueKind.Object when right.TryGetProperty("prefix", out var prefix) => PacketMatches.Address(Of, $"{NftParser.Text(prefix, "addr")}/{NftParser.Text(prefix, "len")}"),
            JsonValueKind.Object when right.TryGetProperty("range", out var range) && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2 => PacketMatches.Range(Of, Word(range[0]), Word(range[1])),
            _ => PacketMatches.Unknown,
        };
        return packet => packet.IsIPv6 == ipv6 ? means(packet) : false;
    }

    /// <summary>The first packet of a connection carries SYN, the answer SYN and ACK; without a mask, one of the flags is enough.</summary>
    private static PacketMatch Flags(HashSet<string> mask, JsonElement right)
    {
        var wanted = Several(right).ToHashSet();
        return packet =>
        {
            HashSet<string> carried = packet.IsAnswer ? ["syn", "ack"] : ["syn"];
            return mask.Count == 0 ? carried.Overlaps(wanted) : carried.Where(mask.Contains).ToHashSet().SetEquals(wanted);
        };
    }

    private static PacketMatch Owner(Func<Packet, int?> of, int first, int last) =>
        packet => of(packet) is { } id ? id >= first && id <= last : packet.Out is "" ? false : null;

    private static PacketMatch IsTcp(JsonElement right) => _ => Word(right) is "tcp" or "6";

    /// <summary>A number, or a range of numbers.</summary>
    private static (int First, int Last)? Bounds(JsonElement right)
    {
        if (right.ValueKind == JsonValueKind.Number)
        {
            return right.TryGetInt32(out var only) ? (only, only) : null;
        }

        return right.ValueKind == JsonValueKind.Object && right.TryGetProperty("range", out var range) && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2
            && range[0].ValueKind == JsonValueKind.Number && range[1].ValueKind == JsonValueKind.Number && range[0].TryGetInt32(out var first) && range[1].TryGetInt32(out var last)
            ? (first, last)
            : null;
    }

    private static IEnumerable<string> Several(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(Word),
        // nft 1.0.2 writes {"|": ["syn", "ack"]}.
        JsonValueKind.Object when element.TryGetProperty("|", out var parts) => Several(parts),
        _ => [Word(element)],
    };

    private static string Word(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
