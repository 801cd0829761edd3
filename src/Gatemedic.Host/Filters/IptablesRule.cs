using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Gatemedic.Host;

/// <summary>Understands one rule of iptables: its options, one by one, and its target.</summary>
internal static class IptablesRule
{
    // Targets that do something beside the way and let the packet go on.
    private static readonly FrozenSet<string> Passing = FrozenSet.ToFrozenSet(
    [
        "LOG", "NFLOG", "ULOG", "SET", "TCPMSS", "CT", "NOTRACK", "TTL", "HL", "DSCP", "TOS", "CLASSIFY", "AUDIT", "TRACE", "CHECKSUM", "SECMARK", "CONNSECMARK", "CONNMARK", "RATEEST", "IDLETIMER", "LED", "ECN",
    ]);

    /// <summary>The rule; an option that is not known makes it one that perhaps means a packet.</summary>
    public static FilterRule Parse(ImmutableArray<string> words, string text)
    {
        var matches = ImmutableArray.CreateBuilder<PacketMatch>();
        var target = FilterOutcome.None;
        for (var i = 0; i < words.Length; i++)
        {
            var negated = words[i] == "!" && i + 1 < words.Length;
            var option = words[negated ? ++i : i];
            var values = words.Skip(i + 1).TakeWhile(w => w != "!" && !(w.Length > 1 && w[0] == '-' && !char.IsAsciiDigit(w[1]))).ToImmutableArray();
            i += values.Length;
            var value = values.FirstOrDefault("");
            if (option is "-j" or "--jump" or "-g" or "--goto")
            {
                target = Target(value, words[(i + 1)..], option is "-g" or "--goto");
                break;
            }

            if (Match(option, value, values) is { } match)
            {
                matches.Add(negated ? PacketMatches.Not(match) : match);
            }
        }

        return new FilterRule(matches.ToImmutable(), _ => target, text, null);
    }

    /// <summary>What an option asks; null where it asks nothing of the packet.</summary>
    private static PacketMatch? Match(string option, string value, ImmutableArray<string> values) => option switch
    {
        "-m" or "--match" or "--comment" => null,
        "-s" or "--source" => PacketMatches.Address(p => p.Source, value),
        "-d" or "--destination" => PacketMatches.Address(p => p.Destination, value),
        "-i" or "--in-interface" => PacketMatches.Interface(p => p.In, value),
        "-o" or "--out-interface" => PacketMatches.Interface(p => p.Out, value),
        "-p" or "--protocol" => _ => value is "tcp" or "6" or "all" or "0",
        "--dport" => Ports(p => p.DestinationPort, value),
        "--sport" => Ports(p => p.SourcePort, value),
        "--dports" => PacketMatches.Any(value.Split(',').Select(v => Ports(p => p.DestinationPort, v))),
        "--sports" => PacketMatches.Any(value.Split(',').Select(v => Ports(p => p.SourcePort, v))),
        "--ports" => PacketMatches.Any(value.Split(',').SelectMany(v => (PacketMatch[])[Ports(p => p.SourcePort, v), Ports(p => p.DestinationPort, v)])),
        "--ctstate" or "--state" => PacketMatches.Any(value.Split(',').Select(PacketMatches.State)),
        "--syn" => p => !p.IsAnswer,
        "--tcp-flags" when values is [var mask, var set] => Flags(mask, set),
        "--uid-owner" => Owner(p => p.Uid, value),
        "--gid-owner" => Owner(p => p.Gid, value),
        "--socket-exists" => p => p.Uid is null ? null : true,
        "--dst-type" => PacketMatches.Any(value.Split(',').Select(PacketMatches.DestinationKind)),
        "--mark" when value.Split('/') is var parts && PacketMatches.Number(parts[0]) is { } mark =>
            PacketMatches.Mark(mark, parts.Length > 1 ? PacketMatches.Number(parts[1]) ?? uint.MaxValue : uint.MaxValue),
        "--dst-range" when value.Split('-') is [var first, var last] => PacketMatches.Range(p => p.Destination, first, last),
        "--src-range" when value.Split('-') is [var first, var last] => PacketMatches.Range(p => p.Source, first, last),
        "--pkt-type" => _ => value == "unicast" ? null : false,
        "--physdev-in" or "--physdev-out" or "--physdev-is-bridged" => _ => false,
        "--icmp-type" or "--icmpv6-type" => _ => false,
        _ => PacketMatches.Unknown,
    };

    /// <summary>"80", "8000:8100", open at either end.</summary>
    private static PacketMatch Ports(Func<Packet, PortRange> of, string text)
    {
        var parts = text.Split(':');
        int? End(string part, int standard) =>
            part.Length == 0 ? standard : int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
        return parts.Length <= 2 && text.Length > 0 && End(parts[0], 0) is { } first && End(parts[^1], 65535) is { } last
            ? PacketMatches.Ports(of, first, last)
            : PacketMatches.Unknown;
    }

    private static PacketMatch Owner(Func<Packet, int?> of, string text)
    {
        var parts = text.Split('-');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            // A packet that comes in has no socket whose owner could be meant.
            ? packet => of(packet) is { } id ? id >= first && id <= last : packet.Out is "" ? false : null
            : PacketMatches.Unknown;
    }

    /// <summary>The first packet carries SYN, the answer to it SYN and ACK.</summary>
    private static PacketMatch Flags(string mask, string set)
    {
        var (asked, wanted) = (mask == "ALL" ? ["SYN", "ACK", "FIN", "RST", "URG", "PSH"] : mask.Split(','), set == "NONE" ? [] : set.Split(','));
        return packet => asked.Where(f => f == "SYN" || (f == "ACK" && packet.IsAnswer)).Order().SequenceEqual(wanted.Order());
    }

    private static FilterOutcome Target(string name, ImmutableArray<string> options, bool isGoto)
    {
        string? Option(string option) => options.IndexOf(option) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
        return name switch
        {
            _ when isGoto => new FilterOutcome(FilterAction.Goto, name),
            "ACCEPT" or "SNAT" or "MASQUERADE" or "NETMAP" => FilterOutcome.Accept,
            "DROP" => FilterOutcome.Drop,
            "RETURN" => FilterOutcome.Return,
            "REJECT" => new FilterOutcome(FilterAction.Reject, Option("--reject-with") ?? "icmp-port-unreachable"),
            "MARK" => new FilterOutcome(FilterAction.Mark),
            "DNAT" => Translation(Option("--to-destination")),
            "REDIRECT" => Redirection(Option("--to-ports")),
            "NFQUEUE" or "QUEUE" or "TPROXY" or "SYNPROXY" => new FilterOutcome(FilterAction.Unknown, $"{name} hands the packet to another program"),
            _ when Passing.Contains(name) => FilterOutcome.None,
            "" => FilterOutcome.None,
            _ => new FilterOutcome(FilterAction.Jump, name),
        };
    }

    private static FilterOutcome Translation(string? to) =>
        IPEndPoint.TryParse(to ?? "", out var point) ? new FilterOutcome(FilterAction.Translate, Address: point.Address, Port: point.Port)
            : new FilterOutcome(FilterAction.Unknown, $"DNAT to {to}");

    private static FilterOutcome Redirection(string? ports) =>
        int.TryParse(ports, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new FilterOutcome(FilterAction.Translate, Port: port)
            : new FilterOutcome(FilterAction.Unknown, $"REDIRECT to {ports}");
}
