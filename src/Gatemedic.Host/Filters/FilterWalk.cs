using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Takes a packet through the base chains of a hook in the kernel's order: a drop in any chain is final, an accept ends only its own base chain
/// (nf_hook_slow, nft_do_chain). A rule that perhaps means the packet is followed as if it did not, and what it would do is kept as a doubt.
/// </summary>
internal sealed class FilterWalk(ImmutableArray<FilterTable> tables)
{
    // The kernel allows sixteen jumps (NFT_JUMP_STACK_SIZE); the steps bound what nested jumps can multiply.
    private const int DeepestJump = 16;
    private const int MostSteps = 500_000;

    private readonly List<FilterEnd> doubts = [];
    private int steps;

    /// <summary>What perhaps also happens to the packet.</summary>
    public IReadOnlyList<FilterEnd> Doubts => doubts;

    /// <summary>The rule or policy that stops the packet at this hook; null when it gets through. The packet may be changed on the way.</summary>
    public FilterEnd? Through(string hook, ref Packet packet)
    {
        var family = packet.IsIPv6;
        var chains = tables.Where(t => t.Takes(family))
            .SelectMany(t => t.Chains.Values.Where(c => c.Hook == hook).Select(c => (Table: t, Chain: c)))
            .OrderBy(c => c.Chain.Priority);
        foreach (var (table, chain) in chains)
        {
            var path = new Path(table, chain);
            var end = Follow(path, chain, ref packet, 0, certain: true);
            if (end is null && chain.DropsByPolicy)
            {
                end = new FilterEnd(path.Table, chain, chain, null, FilterOutcome.Drop);
            }

            if (end is { Stops: true })
            {
                return end;
            }
        }

        return null;
    }

    /// <summary>The end that a chain makes for the packet; null when it runs out, or returns.</summary>
    private FilterEnd? Follow(Path path, FilterChain chain, ref Packet packet, int depth, bool certain)
    {
        foreach (var rule in chain.Rules)
        {
            if (++steps > MostSteps)
            {
                doubts.Add(new FilterEnd(path.Table, path.Base, chain, rule, new FilterOutcome(FilterAction.Unknown, "the rules are too many to follow")));
                return null;
            }

            if (rule.Means(packet) is not { } sure)
            {
                sure = false;
            }
            else if (!sure)
            {
                continue;
            }

            var outcome = rule.Outcome(packet);
            var end = new FilterEnd(path.Table, path.Base, chain, rule, outcome);
            switch (outcome.Action)
            {
                case FilterAction.Jump or FilterAction.Goto when !path.Table.Chains.ContainsKey(outcome.Name):
                    doubts.Add(end with { Outcome = new FilterOutcome(FilterAction.Unknown, $"what {outcome.Name} does is not known") });
                    break;
                case FilterAction.Jump or FilterAction.Goto:
                    var inner = depth < DeepestJump && path.Table.Chains.GetValueOrDefault(outcome.Name) is { } next
                        ? Follow(path, next, ref packet, depth + 1, certain && sure)
                        : null;
                    if (sure && (inner is not null || outcome.Action == FilterAction.Goto))
                    {
                        // What follows the rule in the chain that "goto" left is not asked any more: the base chain's policy is next.
                        return inner;
                    }

                    break;
                case FilterAction.Mark:
                    packet = packet with { Mark = null };
                    break;
                case FilterAction.Return when sure:
                    return null;
                case FilterAction.Translate when sure:
                    packet = Translated(packet, outcome);
                    return end;
                case FilterAction.None:
                    break;
                case FilterAction.Unknown:
                    doubts.Add(end);
                    break;
                default:
                    if (sure)
                    {
                        return Keep(end, certain);
                    }

                    doubts.Add(end);
                    break;
            }
        }

        return null;
    }

    /// <summary>Within a chain that is perhaps not entered, an end is a doubt, and the walk goes on behind the jump.</summary>
    private FilterEnd? Keep(FilterEnd end, bool certain)
    {
        if (!certain)
        {
            doubts.Add(end);
        }

        return certain ? end : null;
    }

    /// <summary>By which interface it now leaves is not known; nor need it be: filters mostly ask for addresses and ports behind a translation.</summary>
    private static Packet Translated(Packet packet, FilterOutcome outcome)
    {
        var ported = packet with { DestinationPort = outcome.Port > 0 ? outcome.Port : packet.DestinationPort, IsTranslated = true };
        return outcome.Address is { } address ? ported with { Destination = address, Out = null, IsToUs = System.Net.IPAddress.IsLoopback(address) } : ported;
    }

    private sealed record Path(FilterTable Table, FilterChain Base);
}

/// <summary>Where a packet's way ended.</summary>
/// <param name="Table">In this table,</param>
/// <param name="Base">entered through this base chain,</param>
/// <param name="Chain">in this chain,</param>
/// <param name="Rule">by this rule, or (null) by the base chain's policy.</param>
/// <param name="Outcome">What was done.</param>
internal sealed record FilterEnd(FilterTable Table, FilterChain Base, FilterChain Chain, FilterRule? Rule, FilterOutcome Outcome)
{
    /// <summary>The packet goes no further.</summary>
    public bool Stops => Outcome.Action is FilterAction.Drop or FilterAction.Reject;

    /// <summary>What Gatemedic calls it.</summary>
    public FilterVerdict Verdict => Outcome.Action switch
    {
        FilterAction.Drop => FilterVerdict.Drops,
        FilterAction.Reject => FilterVerdict.Rejects,
        // Perhaps it came back from a chain, or was sent elsewhere: what then followed is not known.
        FilterAction.Unknown or FilterAction.Return or FilterAction.Translate => FilterVerdict.Undecided,
        _ => FilterVerdict.Passes,
    };
}
