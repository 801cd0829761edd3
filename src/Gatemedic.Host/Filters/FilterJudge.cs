using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Sends the first packet of a connection, and the answer to it, through the packet filters as the kernel would.</summary>
internal static class FilterJudge
{
    /// <summary>What becomes of a new connection.</summary>
    /// <param name="tables">The filters of the namespace.</param>
    /// <param name="question">From whom, and where to.</param>
    /// <param name="route">The way there.</param>
    /// <param name="localPorts">Ports of which the kernel takes one for the connection.</param>
    public static FilterFacts Judge(ImmutableArray<FilterTable> tables, FilterTo question, RouteFacts route, PortRange localPorts)
    {
        var (device, destination) = (route.IsLocal ? "lo" : route.Device, IPAddress.Parse(question.Address.Host));
        var first = new Packet
        {
            Source = route.Source is { } source ? IPAddress.Parse(source) : route.IsLocal ? destination : null,
            Destination = destination,
            SourcePort = localPorts,
            DestinationPort = question.Address.Port,
            Out = device,
            Uid = question.Uid,
            Gid = question.Gid,
            IsToUs = route.IsLocal,
        };
        var answer = new Packet
        {
            Source = first.Destination,
            Destination = first.Source ?? IPAddress.Any,
            SourcePort = first.DestinationPort,
            DestinationPort = localPorts,
            Out = device,
            IsAnswer = true,
            IsToUs = route.IsLocal,
        };
        var walk = new FilterWalk(tables);
        var rules = tables.Sum(t => t.Chains.Values.Sum(c => c.Rules.Length));
        var end = Sent(walk, first, route.IsLocal);
        var isOfAnswer = end is null;
        end ??= route.IsLocal ? Sent(walk, answer, isLocal: true) : Received(walk, answer with { Out = "", In = device, IsToUs = true });
        var hasUfw = tables.Any(t => t.Chains.Values.Any(c => c.Hook == "output" && c.Rules.Any(r => r.Text.Contains("ufw", StringComparison.Ordinal))));

        // What only perhaps happens leaves it open where it would end otherwise.
        var verdict = end?.Verdict ?? FilterVerdict.Passes;
        if (walk.Doubts.FirstOrDefault(d => d.Verdict == FilterVerdict.Undecided || d.Stops != (end is not null)) is { } doubt)
        {
            return Facts(doubt, rules, hasUfw, isOfAnswer) with
            {
                Verdict = FilterVerdict.Undecided,
                Why = doubt.Outcome.Action == FilterAction.Unknown && doubt.Outcome.Name.Length > 0 ? doubt.Outcome.Name : "it asks for what cannot be told of a packet in advance",
            };
        }

        return end is null ? new FilterFacts { Verdict = verdict, Rules = rules, HasUfw = hasUfw } : Facts(end, rules, hasUfw, isOfAnswer) with { Verdict = verdict };
    }

    private static FilterEnd? Sent(FilterWalk walk, Packet packet, bool isLocal) =>
        walk.Through("output", ref packet) ?? walk.Through("postrouting", ref packet) ?? (isLocal ? Received(walk, packet with { In = packet.Out, Out = "", Uid = null, Gid = null }) : null);

    /// <summary>Addresses are translated for a connection's first packet only, on its way out: those chains were asked already.</summary>
    private static FilterEnd? Received(FilterWalk walk, Packet packet) => walk.Through("prerouting", ref packet) ?? walk.Through("input", ref packet);

    private static FilterFacts Facts(FilterEnd end, int rules, bool hasUfw, bool isOfAnswer) => new()
    {
        Verdict = end.Verdict,
        Rules = rules,
        Tool = end.Table.Tool,
        Family = end.Table.Family,
        Table = end.Table.Name,
        Chain = end.Chain.Name,
        BaseChain = end.Base.Name,
        Hook = end.Base.Hook ?? "",
        Rule = end.Rule?.Text,
        Handle = end.Rule?.Handle,
        With = end.Outcome.Action == FilterAction.Reject ? end.Outcome.Name : null,
        IsOfAnswer = isOfAnswer,
        HasUfw = hasUfw,
    };
}
