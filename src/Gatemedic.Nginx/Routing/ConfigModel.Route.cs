using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <content>Which server, location and *_pass take a request.</content>
public sealed partial record ConfigModel
{
    private Lazy<Routes>? routes;

    /// <summary>The way of a GET for a URL, by the configuration alone: no file on disk is looked at, fallbacks of try_files are followed.</summary>
    /// <param name="url">An absolute http or https URL.</param>
    public RoutedRequest Route(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var known = (routes ??= new Lazy<Routes>(() => new Routes(this))).Value;
        return RouteRequest.FromUrl(url.OriginalString, out _) is { } request ? known.Follow(request) : new RoutedRequest();
    }

    /// <summary>A router for the tree, and the model's own blocks by the directives they were made of.</summary>
    private sealed class Routes
    {
        private readonly RequestRouter router;
        private readonly Dictionary<Directive, ServerBlock> servers = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Directive, LocationBlock> locations = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Directive, Pass> passes = new(ReferenceEqualityComparer.Instance);

        public Routes(ConfigModel model)
        {
            router = new RequestRouter(model.Tree, new RouterSettings { TellsAll = false });
            foreach (var server in model.Servers)
            {
                servers.TryAdd(server.Directive, server);
                Add(server.Locations);
            }

            foreach (var pass in model.Passes)
            {
                passes.TryAdd(pass.Directive, pass);
            }
        }

        public RoutedRequest Follow(RouteRequest request)
        {
            var result = router.Route(request);
            ImmutableArray<LocationBlock> steps =
                [.. result.Steps.Where(s => s.Kind == "location").Select(s => s.Directive is null ? null : locations.GetValueOrDefault(s.Directive)).OfType<LocationBlock>()];
            return new RoutedRequest
            {
                Server = result.Server is { } server ? servers.GetValueOrDefault(server.Directive) ?? Alike(server.Directive) : null,
                Location = steps.FirstOrDefault(),
                Steps = steps,
                Pass = result is { Outcome.Kind: RouteKind.Proxy, Handler: { } pass } ? passes.GetValueOrDefault(pass) : null,
                SchemeMismatch = result.IsSchemeMismatch,
                RedirectsToSlash = result is { Outcome.Status: 301, Handler: null, Location: not null },
                Undecided = [.. result.Undecided.Select(u => u.What)],
            };
        }

        /// <summary>The server around a fragment is made for each reader of it; its lines are the same.</summary>
        private ServerBlock? Alike(Directive directive) => servers.Values.FirstOrDefault(s => s.Directive.File == directive.File && s.Directive.Span == directive.Span);

        private void Add(ImmutableArray<LocationBlock> blocks)
        {
            foreach (var block in blocks)
            {
                locations.TryAdd(block.Directive, block);
                Add(block.Locations);
            }
        }
    }
}
