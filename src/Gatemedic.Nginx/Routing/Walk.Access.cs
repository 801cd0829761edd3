namespace Gatemedic.Nginx;

/// <content>Who may come in.</content>
internal sealed partial class Walk
{
    private static readonly string[] AskingDirectives = ["auth_basic", "auth_request", "auth_jwt"];

    /// <summary>allow and deny by address; what checks a password or asks another server is named and taken as passed.</summary>
    private Phase Access()
    {
        var rules = state.Block.FindAll("allow", "deny");
        var anyIsEnough = state.Block.Find("satisfy") is { Args: ["any", ..] };
        var others = AskingDirectives.Select(state.Block.Find).Where(d => d is { Args: [not "off", ..] }).ToList();
        var denied = rules.Count > 0 ? Denied(rules) : null;
        if (anyIsEnough && others.Count > 0 && rules.Count > 0 && denied is null)
        {
            return Phase.PreContent;
        }

        if (denied is not null && !(anyIsEnough && others.Count > 0))
        {
            return Fail(403, "the client's address is denied", denied);
        }

        foreach (var other in others)
        {
            Step("access", other!.Name == "auth_basic" ? "a user and password are asked for" : "another server is asked first", other);
            decisions.Note(other.Name, $"who may pass is decided at run time ({other.Where}); taken as passed");
        }

        foreach (var limit in (ReadOnlySpan<string>)["limit_req", "limit_conn"])
        {
            if (state.Block.Find(limit) is { } directive)
            {
                decisions.Note(limit, $"how many requests there are is known at run time ({directive.Where}); taken as allowed");
            }
        }

        return Phase.PreContent;
    }

    /// <summary>The rule that denies the client; null when it is let in.</summary>
    private Directive? Denied(IReadOnlyList<Directive> rules)
    {
        if (variables.From() is not { } from)
        {
            var first = rules[0];
            if (first is { Args: ["all", ..] })
            {
                return first.Name == "deny" ? first : null;
            }

            return decisions.Take("allow and deny", $"they depend on the client's address ({first.Where}); give it with --from", (true, "it is allowed"))
                ? null
                : rules.FirstOrDefault(r => r.Name == "deny");
        }

        var address = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
        foreach (var rule in rules)
        {
            if (rule.Args is [var range, ..] && AddressRange.Prefix(range, address) is not null)
            {
                Step("access", $"{rule.Name} {range} holds for {address}", rule);
                return rule.Name == "deny" ? rule : null;
            }
        }

        return null;
    }
}
