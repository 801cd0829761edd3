namespace Gatemedic.Nginx;

/// <content>The search for a location, and what it brings with it (ngx_http_core_find_config_phase).</content>
internal sealed partial class Walk
{
    private Phase FindConfig()
    {
        state.ContentBlock = null;
        state.UriChanged = false;
        var search = new LocationSearch(state.Uri, IsLocationMatch);
        search.Search(state.Server);
        state.Block = search.Found ?? state.Server;
        if (search.Found is { } found)
        {
            Step("location", search.RedirectsToSlash ? $"{Shown(state.Uri)} lacks the final slash of this location"
                : $"{Shown(state.Uri)} {(found.Modifier switch { "=" => "is this location", "" or "^~" => "has this prefix", _ => "matches" })}", found.Directive);
        }
        else
        {
            Step("location", $"no location fits {Shown(state.Uri)}; the server itself answers", null);
        }

        if (!state.IsInternal && state.Block.Find("internal") is { } isInternal)
        {
            return Fail(404, "the location is internal", isInternal);
        }

        UpdateLocation();
        if (TooLarge() is { } tooLarge)
        {
            return tooLarge;
        }

        if (search.RedirectsToSlash)
        {
            return Fail(301, "the location's name with its slash", null, Escaping.Uri(search.Found!.Name) + (state.Args.Length > 0 ? "?" + state.Args : ""));
        }

        return Phase.Rewrite;
    }

    private bool IsLocationMatch(ConfigBlock location)
    {
        var pattern = ByteText.ToText(location.Name);
        if (!patterns.TryMatch(pattern, state.Uri, location.Modifier == "~*", out var match))
        {
            return decisions.Take($"location {location.Modifier} {pattern}", "only PCRE reads this pattern, or it takes too long", (false, "no match"));
        }

        if (match is not null)
        {
            state.Matched(match);
        }

        return match is not null;
    }

    /// <summary>ngx_http_update_location_config: limit_except replaces the block, and the block's handler holds from now on.</summary>
    private void UpdateLocation()
    {
        if (state.Block.LimitExcept is { } limited && !IsExcepted(limited.Directive))
        {
            Step("limit_except", $"{state.Method} is not among the methods named here", limited.Directive);
            state.Block = limited;
        }

        var own = state.Block.Handler is not null ? state.Block
            : state.Block.Directive.Name == "limit_except" && state.Block.Outer!.Handler is { } outer && PassReader.IsPass(outer) ? state.Block.Outer
            : null;
        state.ContentBlock = own ?? state.ContentBlock;
    }

    private bool IsExcepted(Directive limitExcept) => limitExcept.Args.Any(m =>
        m.Equals(state.Method, StringComparison.OrdinalIgnoreCase) || (state.Method == "HEAD" && m.Equals("GET", StringComparison.OrdinalIgnoreCase)));

    private Phase? TooLarge() =>
        state.Header("content_length") is { } length && long.TryParse(length, out var bytes)
        && NginxUnits.TryParseSize(state.Block.Find("client_max_body_size") is { Args: [var most, ..] } ? most : "1m", out var allowed)
        && allowed > 0 && bytes > allowed
            ? Fail(413, "the body is larger than client_max_body_size", state.Block.Find("client_max_body_size"))
            : null;
}
