using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Ask a DNS server for the addresses of one family as nginx's own resolver does while it serves: the name as it is, no hosts file, no search domain.</summary>
/// <param name="Server">IP and port of the server.</param>
/// <param name="Name">Host name.</param>
/// <param name="IPv6">Ask for AAAA rather than A.</param>
/// <param name="NetNs">Network namespace to ask from; empty = ours.</param>
public sealed record AskResolver(PeerAddress Server, string Name, bool IPv6, string NetNs = "") : Question;

/// <summary>Answer to <see cref="AskResolver"/>.</summary>
public sealed record ResolverAnswer(AskResolver Question, Section<DnsReply> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>What a DNS server said, or that it said nothing.</summary>
/// <param name="Code">RCODE: 0 no error, 2 server failure, 3 no such name, 5 refused; null when no usable answer came.</param>
/// <param name="Addresses">IP literals of the family asked for, IPv6 without brackets, in the server's order.</param>
/// <param name="Ttl">Seconds for which the shortest-lived record may be kept; null when there is no record.</param>
/// <param name="Text">One line for a person: "NXDOMAIN", "no answer within 1.5 s".</param>
public sealed record DnsReply(int? Code, ImmutableArray<string> Addresses, long? Ttl, string Text);
