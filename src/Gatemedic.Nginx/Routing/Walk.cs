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
