using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gatemedic.Host;

/// <summary>Reads the JSON of <c>nft -j list ruleset</c> (libnftables-json(5)).</summary>
internal sealed class NftParser
{
    private readonly NftTexts texts;
    private readonly Dictionary<(string Family, string Table, string Name), JsonElement> sets = [];

    private NftParser(NftTexts texts) => this.texts = texts;

    /// <summary>The tables through which TCP packets of this machine go.</summary>
    /// <param name="json">What nft printed.</param>
    /// <param name="texts">The rules as a person writes them.</param>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static ImmutableArray<FilterTable> Parse(string json, NftTexts texts)
    {
        using var document = JsonDocument.Parse(json);
        // The matches keep what they compare with.
        var root = document.RootElement.Clone();
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("nftables", out var all) && all.ValueKind == JsonValueKind.Array
            ? new NftParser(texts).Read([.. all.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.Object).SelectMany(o => o.EnumerateObject())])
            : throw new JsonException("\"nftables\" is missing");
    }

    private ImmutableArray<FilterTable> Read(List<JsonProperty> objects)
    {
        foreach (var set in objects.Where(o => o.Name is "set" or "map"))
        {
            sets[(Text(set.Value, "family"), Text(set.Value, "table"), Text(set.Value, "name"))] = set.Value;
        }

        var rules = objects.Where(o => o.Name == "rule").ToLookup(o => (Text(o.Value, "family"), Text(o.Value, "table"), Text(o.Value, "chain")), o => o.Value);
        return
        [
            .. objects.Where(o => o.Name == "chain" && Text(o.Value, "family") is "ip" or "ip6" or "inet")
                .GroupBy(o => (Family: Text(o.Value, "family"), Table: Text(o.Value, "table")))
                .Select(table => new FilterTable("nft", table.Key.Family, table.Key.Table, table.Select(o => Chain(o.Value, rules)).DistinctBy(c => c.Name).ToImmutableDictionary(c => c.Name))),
        ];
    }

    private FilterChain Chain(JsonElement chain, ILookup<(string, string, string), JsonElement> rules)
    {
        var (family, table, name) = (Text(chain, "family"), Text(chain, "table"), Text(chain, "name"));
        return new FilterChain(name, [.. rules[(family, table, name)].Select(r => Rule(r, family, table))])
        {
            Hook = Text(chain, "hook") is { Length: > 0 } hook ? hook : null,
            Kind = Text(chain, "type"),
            Priority = chain.TryGetProperty("prio", out var priority) && priority.TryGetInt32(out var number) ? number : 0,
            DropsByPolicy = Text(chain, "policy") == "drop",
        };
    }

    private FilterRule Rule(JsonElement rule, string family, string table)
    {
        var words = new NftWords((name) => sets.TryGetValue((family, table, name), out var set) ? set : null);
        var matches = ImmutableArray.CreateBuilder<PacketMatch>();
        Func<Packet, FilterOutcome> outcome = _ => FilterOutcome.None;
        var expressions = rule.TryGetProperty("expr", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
        foreach (var statement in expressions.Where(e => e.ValueKind == JsonValueKind.Object).SelectMany(e => e.EnumerateObject().Take(1)))
        {
            if (statement.Name == "match")
            {
                matches.Add(words.Match(statement.Value));
            }
            else if (IsDecisive(statement) is { } end)
            {
                outcome = end;
            }
            else if (statement.Name == "vmap")
            {
                outcome = words.VerdictMap(statement.Value);
            }
            else if (statement.Name == "mangle")
            {
                outcome = _ => new FilterOutcome(FilterAction.Mark);
            }
            else if (statement.Name is "limit" or "quota" or "connlimit" or "ct count" or "set" or "map")
            {
                matches.Add(PacketMatches.Unknown);
            }
            else if (statement.Name == "xt" && Text(statement.Value, "name") is not "comment" and not "LOG" and not "NFLOG")
            {
                matches.Add(PacketMatches.Unknown);
            }
        }

        var handle = rule.TryGetProperty("handle", out var h) && h.TryGetInt64(out var number) ? number : (long?)null;
        return new FilterRule(matches.ToImmutable(), outcome, texts.Of(family, table, handle), handle);
    }

    /// <summary>The statements that end a rule; null for others.</summary>
    private static Func<Packet, FilterOutcome>? IsDecisive(JsonProperty statement)
    {
        FilterOutcome? outcome = statement.Name switch
        {
            "dnat" when statement.Value.ValueKind == JsonValueKind.Object => Translation(statement.Value),
            "redirect" => new FilterOutcome(FilterAction.Translate, Port: Port(statement.Value)),
            "snat" or "masquerade" => FilterOutcome.Accept,
            "queue" or "tproxy" or "synproxy" or "dup" or "fwd" => new FilterOutcome(FilterAction.Unknown, $"{statement.Name} hands the packet to another program"),
            "xt" when Text(statement.Value, "type") == "target" && Text(statement.Value, "name") is var target and not "LOG" and not "NFLOG" =>
                new FilterOutcome(FilterAction.Unknown, $"the target {target} of iptables is not told by nft"),
            _ => NftWords.Verdict(statement),
        };
        return outcome is null ? null : _ => outcome;
    }

    private static FilterOutcome Translation(JsonElement to) =>
        IPAddress.TryParse(Text(to, "addr"), out var address) ? new FilterOutcome(FilterAction.Translate, Address: address, Port: Port(to))
        : to.TryGetProperty("addr", out _) ? new FilterOutcome(FilterAction.Unknown, "dnat through a map")
        : new FilterOutcome(FilterAction.Translate, Port: Port(to));

    private static int Port(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("port", out var port) && port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number) ? number : 0;

    internal static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString(CultureInfo.InvariantCulture) : ""
            : "";
}
