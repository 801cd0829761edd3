using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What the packet filters of a network namespace do with a new TCP connection from nginx to an address.</summary>
/// <param name="Address">A literal IP and port.</param>
/// <param name="NetNs">Network namespace that nginx lives in; empty = ours.</param>
/// <param name="Uid">User of nginx's workers; null when not known.</param>
/// <param name="Gid">Their group.</param>
public sealed record FilterTo(PeerAddress Address, string NetNs = "", int? Uid = null, int? Gid = null) : Question;

/// <summary>Answer to <see cref="FilterTo"/>.</summary>
public sealed record FilterAnswer(FilterTo Question, Section<FilterFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>What becomes of a packet.</summary>
public enum FilterVerdict
{
    /// <summary>It gets through.</summary>
    Passes,

    /// <summary>It vanishes without a word.</summary>
    Drops,

    /// <summary>It is answered with a refusal.</summary>
    Rejects,

    /// <summary>A rule that decides could not be understood.</summary>
    Undecided,
}

/// <summary>The verdict of the packet filters, and the rule that makes it.</summary>
public sealed record FilterFacts
{
    /// <summary>What becomes of the connection's packets.</summary>
    public required FilterVerdict Verdict { get; init; }

    /// <summary>Rules that were read.</summary>
    public int Rules { get; init; }

    /// <summary>Whose language the rule is in: nft, iptables, ip6tables, iptables-legacy, ip6tables-legacy; empty where no rule decides.</summary>
    public string Tool { get; init; } = "";

    /// <summary>nft's family: ip, ip6, inet.</summary>
    public string Family { get; init; } = "";

    /// <summary>"filter".</summary>
    public string Table { get; init; } = "";

    /// <summary>The chain in which the rule stands.</summary>
    public string Chain { get; init; } = "";

    /// <summary>The base chain through which the packet came there.</summary>
    public string BaseChain { get; init; } = "";

    /// <summary>output, input, ...: where the kernel asks that base chain.</summary>
    public string Hook { get; init; } = "";

    /// <summary>The rule as its tool writes it; null where the policy of the base chain decides.</summary>
    public string? Rule { get; init; }

    /// <summary>nft's handle of the rule; null where it has none.</summary>
    public long? Handle { get; init; }

    /// <summary>How it refuses: tcp-reset, icmp-port-unreachable, icmp-host-prohibited, ...; null where it does not.</summary>
    public string? With { get; init; }

    /// <summary>The connection's first packet gets out, but the answer to it does not get in.</summary>
    public bool IsOfAnswer { get; init; }

    /// <summary>ufw's chains are in force.</summary>
    public bool HasUfw { get; init; }

    /// <summary>Where it is undecided: why.</summary>
    public string Why { get; init; } = "";
}
