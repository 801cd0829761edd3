using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the packet filters of a network namespace, once in a run: nftables, and iptables in both its forms.</summary>
internal sealed class FilterReader
{
    private const int NamesLimit = 4096;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly string[] IptablesTables = ["filter", "nat", "mangle", "raw", "security"];
    private readonly ConcurrentDictionary<NetworkPlace, Lazy<Task<Section<ImmutableArray<FilterTable>>>>> known = [];

    /// <summary>What the filters do with a new connection.</summary>
    public async Task<Section<FilterFacts>> ReadAsync(FilterTo question, NetworkPlace place, CancellationToken cancellation)
    {
        var tables = await known.GetOrAdd(place, p => new(() => TablesAsync(p, cancellation))).Value.ConfigureAwait(false);
        if (!tables.IsSeen)
        {
            return new Section<FilterFacts> { Blind = tables.Blind };
        }

        var route = place.Run(() => RouteReader.Read(new RouteTo(question.Address.Host, question.NetNs)));
        return !route.IsSeen ? new Section<FilterFacts> { Blind = route.Blind }
            : route.Seen.Errno != 0 ? Section.Seen(new FilterFacts { Verdict = FilterVerdict.Passes })
            : Section.Seen(FilterJudge.Judge(tables.Seen, question, route.Seen, new PortRange(1024, 65535)));
    }

    private static async Task<Section<ImmutableArray<FilterTable>>> TablesAsync(NetworkPlace place, CancellationToken cancellation)
    {
        const string What = "packet filters";
        var nft = await RunAsync(place, ["nft", "-j", "list", "ruleset"], cancellation).ConfigureAwait(false);
        var legacy = await LegacyAsync(place, cancellation).ConfigureAwait(false);
        if (nft.End != CommandEnd.Exited || IsMissing(nft))
        {
            // Without nft, iptables tells at least of its own rules.
            var alone = await SaveAsync(place, ["iptables-nft", "ip6tables-nft"], cancellation).ConfigureAwait(false);
            return alone.IsEmpty && legacy.IsEmpty
                ? Section.Blind<ImmutableArray<FilterTable>>(What, nft.Errors.Trim(), nft.End == CommandEnd.TimedOut ? "" : "install nftables, which only reads here")
                : Section.Seen(alone.AddRange(legacy));
        }

        if (nft.ExitCode != 0)
        {
            return Libc.IsRoot
                ? Section.Blind<ImmutableArray<FilterTable>>(What, nft.Errors.Trim().Split('\n')[0])
                : Section.Blind<ImmutableArray<FilterTable>>(What, "only root may read them", "run as root");
        }

        try
        {
            var texts = nft.Output.Contains("\"hook\"", StringComparison.Ordinal)
                ? (await RunAsync(place, ["nft", "-s", "-a", "list", "ruleset"], cancellation).ConfigureAwait(false)).Output
                : "";
            var tables = NftParser.Parse(nft.Output, NftTexts.Parse(texts));
            return Section.Seen((await RetoldAsync(tables, place, cancellation).ConfigureAwait(false)).AddRange(legacy));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Section.Blind<ImmutableArray<FilterTable>>(What, $"what nft prints is not understood: {e.Message}");
        }
    }

    /// <summary>nft does not tell what iptables' own matches and targets ask, so iptables' tables are read by its own tool; handles are nft's.</summary>
    private static async Task<ImmutableArray<FilterTable>> RetoldAsync(ImmutableArray<FilterTable> tables, NetworkPlace place, CancellationToken cancellation)
    {
        if (!tables.Any(IsOfIptables))
        {
            return tables;
        }

        var saved = await SaveAsync(place, ["iptables-nft", "ip6tables-nft"], cancellation).ConfigureAwait(false);
        return [.. tables.Select(t => IsOfIptables(t) && saved.FirstOrDefault(s => s.Family == t.Family && s.Name == t.Name) is { } own ? WithHandles(own, t) : t)];
    }

    private static bool IsOfIptables(FilterTable table) =>
        table.Family is "ip" or "ip6" && IptablesTables.Contains(table.Name)
        && table.Chains.Values.Where(c => c.Hook is not null).All(c => c.Name is "INPUT" or "OUTPUT" or "FORWARD" or "PREROUTING" or "POSTROUTING");

    private static FilterTable WithHandles(FilterTable saved, FilterTable listed) => saved with
    {
        Chains = saved.Chains.ToImmutableDictionary(c => c.Key, c => listed.Chains.GetValueOrDefault(c.Key) is { } same && same.Rules.Length == c.Value.Rules.Length
            ? c.Value with { Rules = [.. c.Value.Rules.Zip(same.Rules, (rule, handle) => rule with { Handle = handle.Handle })] }
            : c.Value),
    };

    /// <summary>The kernel names the tables of the older iptables that are in use: without a look there, its tool would be asked in vain on every host.</summary>
    private static async Task<ImmutableArray<FilterTable>> LegacyAsync(NetworkPlace place, CancellationToken cancellation)
    {
        bool InUse(string name) => place.Run(() => BoundedFile.Read($"/proc/thread-self/net/{name}", NamesLimit, out _, out _)) is { Length: > 0 };
        return !InUse("ip_tables_names") && !InUse("ip6_tables_names") ? [] : await SaveAsync(place, ["iptables-legacy", "ip6tables-legacy"], cancellation).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<FilterTable>> SaveAsync(NetworkPlace place, ImmutableArray<string> tools, CancellationToken cancellation)
    {
        var saved = await Task.WhenAll(tools.Select(async tool =>
        {
            var output = await RunAsync(place, [tool + "-save"], cancellation).ConfigureAwait(false);
            return output is { End: CommandEnd.Exited, ExitCode: 0 } ? IptablesParser.Parse(output.Output, tool.Replace("-nft", "", StringComparison.Ordinal)) : [];
        })).ConfigureAwait(false);
        return [.. saved.SelectMany(t => t)];
    }

    private static bool IsMissing(CommandOutput output) => output.ExitCode == 127;

    private static Task<CommandOutput> RunAsync(NetworkPlace place, ImmutableArray<string> command, CancellationToken cancellation)
    {
        var words = place.Command(command);
        return CommandReader.RunAsync(words[0], words[1..], Limit, cancellation);
    }
}
