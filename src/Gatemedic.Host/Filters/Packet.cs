using System.Net;

namespace Gatemedic.Host;

/// <summary>A TCP packet as a packet filter sees it. What is not known is null, and a rule that asks for it neither matches nor fails.</summary>
internal sealed record Packet
{
    /// <summary>Where it comes from.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Where it goes.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>Its source port, or the range in which it lies.</summary>
    public required PortRange SourcePort { get; init; }

    /// <summary>Its destination port, or the range in which it lies.</summary>
    public required PortRange DestinationPort { get; init; }

    /// <summary>Interface it came in by; "" for one that is sent from here.</summary>
    public string? In { get; init; } = "";

    /// <summary>Interface it leaves by; "" for one that is received here.</summary>
    public string? Out { get; init; } = "";

    /// <summary>It belongs to the answer: connection tracking knows its connection.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>User of the socket that sends it; null when it is received, or not known.</summary>
    public int? Uid { get; init; }

    /// <summary>Group of that socket.</summary>
    public int? Gid { get; init; }

    /// <summary>Its destination is an address of this machine.</summary>
    public bool IsToUs { get; init; }

    /// <summary>Its destination was rewritten on the way.</summary>
    public bool IsTranslated { get; init; }

    /// <summary>Its mark; null once a rule may have set it.</summary>
    public uint? Mark { get; init; } = 0;

    /// <summary>ip or ip6, in nft's words.</summary>
    public bool IsIPv6 => Destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
}

/// <summary>Ports from first to last.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    /// <summary>A port that is known.</summary>
    public static implicit operator PortRange(int port) => new(port, port);

    /// <summary>It lies in the range: surely, surely not, or (null) perhaps.</summary>
    public bool? IsIn(int first, int last) => First >= first && Last <= last ? true : Last < first || First > last ? false : null;
}
