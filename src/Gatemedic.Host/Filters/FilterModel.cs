using System.Collections.Immutable;
using System.Net;

namespace Gatemedic.Host;

/// <summary>Tells whether a packet is meant: surely, surely not, or (null) not to be told.</summary>
internal delegate bool? PacketMatch(Packet packet);

/// <summary>What a rule does with a packet that it means.</summary>
internal enum FilterAction
{
    /// <summary>Nothing that decides: it counts, logs, or no entry of its map fits.</summary>
    None,
    Accept,
    Drop,
    Reject,
    Return,
    Jump,
    Goto,

    /// <summary>Rewrites the destination and lets the packet go on.</summary>
    Translate,

    /// <summary>Sets the packet's mark.</summary>
    Mark,

    /// <summary>Something that is not understood, which may drop it.</summary>
    Unknown,
}

/// <summary>The end of a rule.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Name">Chain of a jump; how a reject refuses; what is not understood.</param>
/// <param name="Address">New destination of a translation; null = the same.</param>
/// <param name="Port">New port; 0 = the same.</param>
internal sealed record FilterOutcome(FilterAction Action, string Name = "", IPAddress? Address = null, int Port = 0)
{
    public static readonly FilterOutcome None = new(FilterAction.None);
    public static readonly FilterOutcome Accept = new(FilterAction.Accept);
    public static readonly FilterOutcome Drop = new(FilterAction.Drop);
    public static readonly FilterOutcome Return = new(FilterAction.Return);
}

/// <summary>A rule: it means the packets that all matches mean.</summary>
/// <param name="Matches">Asked in their order.</param>
/// <param name="Outcome">What it does with a packet that it means; it depends on the packet where the rule has a verdict map.</param>
/// <param name="Text">As its tool writes it.</param>
/// <param name="Handle">nft's handle, or null.</param>
internal sealed record FilterRule(ImmutableArray<PacketMatch> Matches, Func<Packet, FilterOutcome> Outcome, string Text, long? Handle)
{
    /// <summary>All matches mean the packet.</summary>
    public bool? Means(Packet packet)
    {
        bool? all = true;
        foreach (var match in Matches)
        {
            switch (match(packet))
            {
                case false: return false;
                case null: all = null; break;
            }
        }

        return all;
    }
}

/// <summary>A chain of rules; a base chain is asked by the kernel itself.</summary>
internal sealed record FilterChain(string Name, ImmutableArray<FilterRule> Rules)
{
    /// <summary>output, input, prerouting, ...; null for a chain that is only jumped to.</summary>
    public string? Hook { get; init; }

    /// <summary>filter, nat, route.</summary>
    public string Kind { get; init; } = "filter";

    /// <summary>Lower ones are asked first.</summary>
    public int Priority { get; init; }

    /// <summary>What becomes of packets that no rule decides on.</summary>
    public bool DropsByPolicy { get; init; }
}

/// <summary>A table with its chains by name.</summary>
/// <param name="Tool">nft, iptables, ...</param>
/// <param name="Family">ip, ip6, inet.</param>
/// <param name="Name">"filter".</param>
/// <param name="Chains">By name.</param>
internal sealed record FilterTable(string Tool, string Family, string Name, ImmutableDictionary<string, FilterChain> Chains)
{
    /// <summary>Packets of this family come here.</summary>
    public bool Takes(bool ipv6) => Family == "inet" || Family == (ipv6 ? "ip6" : "ip");
}
