namespace Gatemedic.Diagnosis;

/// <summary>Which way the kernel sends packets to an address, and whether a machine is known to be at its next step.</summary>
/// <param name="Address">IP literal without brackets.</param>
/// <param name="NetNs">Network namespace to ask in; empty = ours.</param>
/// <param name="Source">Address that the packets are to come from (proxy_bind); null = the kernel chooses.</param>
public sealed record RouteTo(string Address, string NetNs = "", string? Source = null) : Question;

/// <summary>Answer to <see cref="RouteTo"/>.</summary>
public sealed record RouteAnswer(RouteTo Question, Section<RouteFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>A route as the kernel chose it.</summary>
public sealed record RouteFacts
{
    /// <summary>Why there is none: 101 no route, 113 an unreachable route, 22 a blackhole route, 13 a prohibit route; 0 where there is one.</summary>
    public int Errno { get; init; }

    /// <summary>The route that stops packets, where one does: "blackhole 10.9.0.0/16"; null where none was found.</summary>
    public string? Blocking { get; init; }

    /// <summary>The address is one of this machine's own.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Interface that the packets leave by; null where there is no route.</summary>
    public string? Device { get; init; }

    /// <summary>The router they are handed to; null where the address is on the segment.</summary>
    public string? Gateway { get; init; }

    /// <summary>The address they come from.</summary>
    public string? Source { get; init; }

    /// <summary>What the kernel knows of the gateway, or of the address itself on its segment: REACHABLE, STALE, DELAY, PROBE, INCOMPLETE, FAILED,
    /// PERMANENT, NOARP; null where it has no entry.</summary>
    public string? Neighbour { get; init; }

    /// <summary>The next step was asked for and has not answered.</summary>
    public bool IsNeighbourMissing => Neighbour is "FAILED" or "INCOMPLETE";

    /// <summary>The next step has answered on the segment within the last half minute or so.</summary>
    public bool IsNeighbourThere => Neighbour is "REACHABLE";
}

/// <summary>Does a machine give any sign of life: an echo, or an answer of whatever kind from a port that servers mostly have.</summary>
/// <param name="Address">IP literal without brackets.</param>
/// <param name="NetNs">Network namespace to ask from; empty = ours.</param>
public sealed record HailHost(string Address, string NetNs = "") : Question;

/// <summary>Answer to <see cref="HailHost"/>.</summary>
public sealed record HailAnswer(HailHost Question, Section<HailFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>How a machine answered.</summary>
/// <param name="Sign">"it answers a ping", "its port 22 takes connections", "its port 443 refuses connections"; null when it stayed silent.</param>
public sealed record HailFacts(string? Sign);
