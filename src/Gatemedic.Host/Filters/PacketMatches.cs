using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Gatemedic.Host;

/// <summary>The questions that both nft and iptables ask of a packet.</summary>
internal static class PacketMatches
{
    /// <summary>A match that cannot be told.</summary>
    public static readonly PacketMatch Unknown = _ => null;

    /// <summary>The opposite; what cannot be told stays so.</summary>
    public static PacketMatch Not(PacketMatch match) => packet => !match(packet);

    /// <summary>Any of them means the packet.</summary>
    public static PacketMatch Any(IEnumerable<PacketMatch> matches)
    {
        ImmutableArray<PacketMatch> all = [.. matches];
        return packet =>
        {
            bool? any = false;
            foreach (var match in all)
            {
                switch (match(packet))
                {
                    case true: return true;
                    case null: any = null; break;
                }
            }

            return any;
        };
    }

    /// <summary>An interface's name; "docker*" (nft) and "docker+" (iptables) stand for all that begin so.</summary>
    public static PacketMatch Interface(Func<Packet, string?> of, string name) => packet =>
        of(packet) is not { } actual ? null
        : name.Length > 0 && name[^1] is '*' or '+' ? actual.StartsWith(name[..^1], StringComparison.Ordinal)
        : actual == name;

    /// <summary>An address: a literal, or a prefix "10.0.0.0/8"; false where it is of the other family.</summary>
    public static PacketMatch Address(Func<Packet, IPAddress?> of, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return Unknown;
        }

        var length = slash < 0 ? address.GetAddressBytes().Length * 8 : PrefixLength(text[(slash + 1)..]);
        return length is { } bits ? packet => of(packet) is { } actual ? IsIn(actual, address, bits) : null : Unknown;
    }

    /// <summary>An address between two others.</summary>
    public static PacketMatch Range(Func<Packet, IPAddress?> of, string first, string last) =>
        IPAddress.TryParse(first, out var low) && IPAddress.TryParse(last, out var high)
            ? packet => of(packet) is { } actual
                ? actual.AddressFamily == low.AddressFamily && Compare(actual, low) >= 0 && Compare(actual, high) <= 0
                : null
            : Unknown;

    /// <summary>A port, or ports from first to last.</summary>
    public static PacketMatch Ports(Func<Packet, PortRange> of, int first, int last) => packet => of(packet).IsIn(first, last);

    /// <summary>The state that connection tracking gives the packet: new for the first one, established for the answer.</summary>
    public static PacketMatch State(string state) => packet => state.ToLowerInvariant() switch
    {
        "new" => !packet.IsAnswer,
        "established" => packet.IsAnswer,
        "related" or "invalid" or "untracked" or "snat" => false,
        "dnat" => packet.IsTranslated,
        _ => null,
    };

    /// <summary>What kind of address the packet goes to, as the routing table sees it.</summary>
    public static PacketMatch DestinationKind(string kind) => packet => kind.ToLowerInvariant() switch
    {
        "local" => packet.IsToUs,
        "unicast" => !packet.IsToUs,
        "broadcast" or "multicast" or "anycast" or "blackhole" or "unreachable" or "prohibit" => false,
        _ => null,
    };

    /// <summary>The mark under a mask.</summary>
    public static PacketMatch Mark(uint value, uint mask) => packet => packet.Mark is { } mark ? (mark & mask) == value : null;

    /// <summary>A decimal or hexadecimal number, or null.</summary>
    public static uint? Number(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>"24", or a mask "255.255.255.0" of leading ones.</summary>
    private static int? PrefixLength(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return length is >= 0 and <= 128 ? length : null;
        }

        if (!IPAddress.TryParse(text, out var mask))
        {
            return null;
        }

        var bits = string.Concat(mask.GetAddressBytes().Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return bits.TrimEnd('0').Contains('0', StringComparison.Ordinal) ? null : bits.TrimEnd('0').Length;
    }

    private static bool IsIn(IPAddress actual, IPAddress network, int length)
    {
        var (a, b) = (actual.GetAddressBytes(), network.GetAddressBytes());
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var bit = 0; bit < Math.Min(length, a.Length * 8); bit++)
        {
            if (((a[bit / 8] ^ b[bit / 8]) & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(IPAddress a, IPAddress b) => a.GetAddressBytes().AsSpan().SequenceCompareTo(b.GetAddressBytes());
}
