namespace Gatemedic.Nginx;

/// <summary>What comes next on the way of a request: nginx's phases, as far as they choose the way.</summary>
internal enum Phase
{
    /// <summary>Rewrites of the server.</summary>
    ServerRewrite,

    /// <summary>The search for a location.</summary>
    FindConfig,

    /// <summary>Rewrites of the location.</summary>
    Rewrite,

    /// <summary>Back to the search when the URI was changed.</summary>
    PostRewrite,

    /// <summary>allow, deny, auth.</summary>
    Access,

    /// <summary>try_files.</summary>
    PreContent,

    /// <summary>Whoever answers.</summary>
    Content,

    /// <summary>The way is at its end.</summary>
    Done,
}

/// <summary>Follows one request through the phases (ngx_http_core_run_phases).</summary>
internal sealed partial class Walk
{
    private const int NotAllowed = 405;

    private readonly RequestState state;
    private readonly RouterSettings settings;
    private readonly Decisions decisions;
    private readonly PcrePatterns patterns;
    private readonly Variables variables;
    private readonly List<RouteStep> steps = [];
    private readonly Dictionary<string, PathKind> assumed = [];
    private RouteOutcome? outcome;
    private RouteUpstream? upstream;
    private Directive? handler;

    public Walk(RequestState state, RouterSettings settings, Decisions decisions, PcrePatterns patterns)
    {
        (this.state, this.settings, this.decisions, this.patterns) = (state, settings, decisions, patterns);
        variables = new Variables(state, settings, decisions, patterns);
    }

    /// <summary>Takes the request in and follows it to its end.</summary>
    public RouteResult Run()
    {
        for (var phase = Begin(); phase != Phase.Done;)
        {
            phase = phase switch
            {
                Phase.ServerRewrite => Rewrite(state.Server, Phase.FindConfig),
                Phase.FindConfig => FindConfig(),
                Phase.Rewrite => ReferenceEquals(state.Block, state.Server) ? Phase.PostRewrite : Rewrite(state.Block, Phase.PostRewrite),
                Phase.PostRewrite => PostRewrite(),
                Phase.Access => Access(),
                Phase.PreContent => TryFiles(),
                _ => Content(),
            };
        }

        return Result();
    }

    /// <summary>Reads the request line and the host, as nginx does before any phase.</summary>
    private Phase Begin()
    {
        var request = state.Request;
        var target = RequestTarget.Parse(request.Target, state.Server.IsOn("merge_slashes", true));
        var isMethod = request.Method.Length > 0 && request.Method.AsSpan().IndexOfAnyExcept(MethodChars) < 0;
        if (!isMethod || target is not { } parsed)
        {
            state.IsVersionRead = isMethod;
            ChooseServer(state.Listen.Default, "the default server: the request line is malformed");
            return Fail(400, "nginx cannot read the request line");
        }

        (state.Uri, state.Args, state.UnparsedUri) = (parsed.Uri, parsed.Args, parsed.Unparsed);
        (state.ValidUnparsedUri, state.QuotedUri, state.PlusInUri) = (parsed.HasPath, parsed.Quoted, parsed.Plus);
        if (Host(parsed.Host) is { } phase)
        {
            return phase;
        }

        if (request.Tls != state.Listen.Ssl)
        {
            return request.Tls
                ? End(new RouteOutcome(RouteKind.Error, null, null) { Reason = "the port does not speak TLS: the handshake fails" })
                : Fail(497, "plain HTTP is sent to a port that speaks TLS");
        }

        return Phase.ServerRewrite;
    }

    private static ReadOnlySpan<char> MethodChars => "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-";

    /// <summary>Chooses the server by name; a phase when the request ends here.</summary>
    private Phase? Host(string? inTarget)
    {
        var request = state.Request;
        var host = inTarget is null ? null : HostHeader.Validate(inTarget);
        if (inTarget is not null && host is null)
        {
            ChooseServer(state.Listen.Default, "the default server: the host in the request line is invalid");
            return Fail(400, "the host in the request line is invalid");
        }

        var isGiven = false;
        foreach (var (name, value) in request.Headers)
        {
            state.HeadersRead++;
            if (!name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var valid = isGiven ? null : HostHeader.Validate(value);
            if (valid is null)
            {
                ChooseEarly(host);
                return Fail(400, isGiven ? "there is more than one Host header" : "the Host header is invalid");
            }

            (host, isGiven) = (host ?? valid, true);
        }

        state.Host = host ?? "";
        Choose(state.Host);
        return !isGiven && request.Minor > 0 ? Fail(400, "HTTP/1.1 requires a Host header")
            : request.Method is "CONNECT" or "TRACE" ? Fail(NotAllowed, $"nginx never allows {request.Method}")
            : null;
    }

    /// <summary>A fault that is found before a host is known meets the default server.</summary>
    private void ChooseEarly(string? host)
    {
        state.Host = host ?? "";
        if (host is null)
        {
            ChooseServer(state.Listen.Default, "the default server: the host is invalid");
        }
        else
        {
            Choose(host);
        }
    }

    private void Choose(string host)
    {
        var found = ServerNames.Find(state.Listen.Servers, host, IsServerMatch);
        var shown = ByteText.ToText(host);
        ChooseServer(found ?? state.Listen.Default, found is not null ? $"its server_name fits \"{shown}\""
            : state.Listen.Servers.Count == 1 ? "the only server on this address"
            : $"the default server of this address: no server_name fits \"{shown}\"");
    }

    private bool IsServerMatch(NamedServer server, string pattern)
    {
        var tried = patterns.TryMatch(pattern, state.Host.Length > 0 ? state.Host : "", pattern.AsSpan().IndexOfAnyInRange('A', 'Z') >= 0, out var match);
        if (!tried)
        {
            return decisions.Take("server_name ~" + pattern, "only PCRE reads this pattern", (false, "no match"));
        }

        if (match is not null)
        {
            state.Matched(match);
        }

        return match is not null;
    }

    private void ChooseServer(Directive server, string why)
    {
        if (!ReferenceEquals(server, state.Server.Directive))
        {
            state.Server = new ConfigBlock(server, state.Server.Outer);
        }

        state.Block = state.Server;
        Step("server", why, server);
    }

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

    private Phase PostRewrite()
    {
        if (!state.UriChanged)
        {
            return Phase.Access;
        }

        if (--state.UriChanges == 0)
        {
            return Fail(500, "a cycle: the URI was changed more than ten times");
        }

        state.Block = state.Server;
        return Phase.FindConfig;
    }

    private Phase InternalRedirect(string uri, string args)
    {
        if (--state.UriChanges == 0)
        {
            return Fail(500, "a cycle: the URI was changed more than ten times");
        }

        (state.Uri, state.Args) = (uri, args);
        state.Block = state.Server;
        (state.IsInternal, state.ValidUnparsedUri, state.AddsUriToAlias, state.ValidLocation) = (true, false, false, true);
        state.Proxy = null;
        return Phase.ServerRewrite;
    }

    private Phase NamedLocation(string name)
    {
        if (--state.UriChanges == 0)
        {
            return Fail(500, "a cycle: the URI was changed more than ten times");
        }

        if (state.Uri.Length == 0)
        {
            return Fail(500, $"{Shown(name)} cannot be used with an empty URI");
        }

        if (state.Server.Locations.FirstOrDefault(l => l.Modifier == "@" && l.Name == name[1..]) is not { } location)
        {
            return Fail(500, $"there is no location {Shown(name)}");
        }

        (state.IsInternal, state.ContentBlock, state.UriChanged, state.Block, state.Proxy) = (true, null, false, location, null);
        Step("location", "named", location.Directive);
        UpdateLocation();
        return Phase.Rewrite;
    }

    private Phase End(RouteOutcome end, Directive? by = null)
    {
        outcome = end;
        handler = by;
        return Phase.Done;
    }

    /// <summary>The status that the client sees.</summary>
    private int Status(int own) => state.ErrorStatus != 0 ? state.ErrorStatus : own;

    private void Step(string kind, string text, Directive? directive) => steps.Add(new RouteStep(kind, text, directive));

    private static string Shown(string bytes) => ByteText.ToText(bytes);

    private RouteResult Result()
    {
        var block = state.Block;
        while (block.IsNameless)
        {
            block = block.Outer!;
        }

        var server = state.Server.Directive;
        return new RouteResult
        {
            Request = state.Request,
            Server = new RouteServer([.. ServerNamesOf(server)], state.Listen.Listens[server], server),
            Location = block.Directive.Name == "location" ? new RouteLocation(block.Modifier, Shown(block.Name), block.Directive) : null,
            Steps = [.. steps],
            Outcome = outcome!,
            Upstream = upstream,
            Undecided = decisions.All,
            Scope = state.Block.Scope,
            Handler = handler,
            IsSchemeMismatch = state.Request.Tls != state.Listen.Ssl,
        };
    }

    private static IEnumerable<string> ServerNamesOf(Directive server) => server.Children().Where(d => d.Name == "server_name").SelectMany(d => d.Args);
}
