using System.Collections.Immutable;
using System.Text.Json;

namespace Gatemedic.Host;

/// <summary>Understands the expressions of nft's rules: what they ask of a packet, and what its maps decide.</summary>
/// <param name="sets">Finds a named set or map of the rule's table.</param>
internal sealed class NftWords(Func<string, JsonElement?> sets)
{
    /// <summary>What a "match" asks.</summary>
    public PacketMatch Match(JsonElement match)
    {
        if (!match.TryGetProperty("left", out var left) || !match.TryGetProperty("right", out var right))
        {
            return PacketMatches.Unknown;
        }

        var operation = NftParser.Text(match, "op");
        if (operation is "<" or ">" or "<=" or ">=")
        {
            return Compare(left, operation, right);
        }

        var means = Means(left, right);
        return operation switch
        {
            "==" or "in" or "" => means,
            "!=" => PacketMatches.Not(means),
            _ => PacketMatches.Unknown,
        };
    }

    /// <summary>What a verdict map decides: the entry that means the packet; none where no entry does.</summary>
    public Func<Packet, FilterOutcome> VerdictMap(JsonElement map)
    {
        var entries = ImmutableArray.CreateBuilder<(PacketMatch Means, FilterOutcome Outcome)>();
        var isWhole = map.TryGetProperty("key", out var key) & map.TryGetProperty("data", out var data);
        foreach (var entry in isWhole ? Elements(data) : [])
        {
            if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 && entry[1].ValueKind == JsonValueKind.Object
                && entry[1].EnumerateObject().Select(Verdict).FirstOrDefault() is { } outcome)
            {
                entries.Add((Means(key, entry[0]), outcome));
            }
            else
            {
                isWhole = false;
            }
        }

        var all = entries.ToImmutable();
        return packet =>
        {
            var perhaps = !isWhole;
            foreach (var (means, outcome) in all)
            {
                switch (means(packet))
                {
                    case true: return outcome;
                    case null: perhaps = true; break;
                }
            }

            return perhaps ? new FilterOutcome(FilterAction.Unknown, "a verdict map whose key is not known") : FilterOutcome.None;
        };
    }

    /// <summary>The verdict that a statement or a map's entry is; null for what is none.</summary>
    public static FilterOutcome? Verdict(JsonProperty statement) => statement.Name switch
    {
        "accept" => FilterOutcome.Accept,
        "drop" => FilterOutcome.Drop,
        "return" => FilterOutcome.Return,
        "continue" => FilterOutcome.None,
        "jump" => new FilterOutcome(FilterAction.Jump, NftParser.Text(statement.Value, "target")),
        "goto" => new FilterOutcome(FilterAction.Goto, NftParser.Text(statement.Value, "target")),
        "reject" => new FilterOutcome(FilterAction.Reject, Refusal(statement.Value)),
        _ => null,
    };

    // In the words of iptables, which say both the protocol and the code.
    private static string Refusal(JsonElement reject) => (NftParser.Text(reject, "type"), NftParser.Text(reject, "expr")) switch
    {
        ("tcp reset", _) => "tcp-reset",
        (_, "") => "icmp-port-unreachable",
        (_, var code) => "icmp-" + code,
    };

    /// <summary>The packet's value is the right side, or one of its elements.</summary>
    private PacketMatch Means(JsonElement left, JsonElement right)
    {
        if (right.ValueKind == JsonValueKind.Array && left.ValueKind == JsonValueKind.Object && !left.TryGetProperty("concat", out _))
        {
            // ["established", "related"]: the values of a bit mask.
            return PacketMatches.Any(right.EnumerateArray().Select(value => Means(left, value)));
        }

        if (right.ValueKind == JsonValueKind.String && right.GetString() is ['@', ..] || right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out _))
        {
            return Elements(right) is { } elements ? PacketMatches.Any(elements.Select(value => Means(left, Element(value)))) : PacketMatches.Unknown;
        }

        return left.ValueKind != JsonValueKind.Object ? PacketMatches.Unknown
            : left.TryGetProperty("concat", out var parts) ? Together(parts, right)
            : Single(left, right);
    }

    private PacketMatch Together(JsonElement parts, JsonElement right)
    {
        if (parts.ValueKind != JsonValueKind.Array || right.ValueKind != JsonValueKind.Object || !right.TryGetProperty("concat", out var values)
            || values.ValueKind != JsonValueKind.Array || values.GetArrayLength() != parts.GetArrayLength())
        {
            return PacketMatches.Unknown;
        }

        ImmutableArray<PacketMatch> all = [.. parts.EnumerateArray().Zip(values.EnumerateArray()).Select(pair => Means(pair.First, pair.Second))];
        return packet => new FilterRule(all, _ => FilterOutcome.None, "", null).Means(packet);
    }

    private static PacketMatch Single(JsonElement left, JsonElement right)
    {
        var subject = left.EnumerateObject().FirstOrDefault();
        return subject.Name switch
        {
            "payload" => NftFields.Payload(NftParser.Text(subject.Value, "protocol"), NftParser.Text(subject.Value, "field"), right),
            "meta" => NftFields.Meta(NftParser.Text(subject.Value, "key"), right),
            "ct" => NftFields.Tracked(NftParser.Text(subject.Value, "key"), right),
            "fib" => NftFields.Route(subject.Value, right),
            "&" => NftFields.Masked(subject.Value, right),
            _ => PacketMatches.Unknown,
        };
    }

    private static PacketMatch Compare(JsonElement left, string operation, JsonElement right)
    {
        if (right.ValueKind != JsonValueKind.Number || !right.TryGetInt32(out var bound) || left.ValueKind != JsonValueKind.Object || !left.TryGetProperty("payload", out var field))
        {
            return PacketMatches.Unknown;
        }

        return NftFields.Ports(field, operation switch
        {
            "<" => (0, bound - 1),
            "<=" => (0, bound),
            ">" => (bound + 1, 65535),
            _ => (bound, 65535),
        });
    }

    /// <summary>The elements of a set that is written in the rule, or is named; none where it is empty or filled by packets.</summary>
    private IEnumerable<JsonElement> Elements(JsonElement right)
    {
        if (right.ValueKind == JsonValueKind.String && right.GetString() is ['@', .. var name] && sets(name) is { } named)
        {
            return named.TryGetProperty("elem", out var elements) && elements.ValueKind == JsonValueKind.Array ? elements.EnumerateArray() : [];
        }

        return right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out var written) && written.ValueKind == JsonValueKind.Array ? written.EnumerateArray() : [];
    }

    /// <summary>An element that has a time-out, a counter or a comment is wrapped.</summary>
    private static JsonElement Element(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("elem", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object && wrapped.TryGetProperty("val", out var inner) ? inner : value;
}
