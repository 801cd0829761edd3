using System.Collections.Immutable;
using System.Net;

namespace Gatemedic.Nginx;

/// <summary>Follows requests through a configuration as nginx would: address, server, rewrites, location, files, upstream.</summary>
public sealed class RequestRouter
{
    /// <summary>More branches than this are named, not followed.</summary>
    private const int MaxAlternatives = 8;

    private readonly ConfigBlock? http;
    private readonly RouterSettings settings;
    private readonly PcreCache cache = new();

    /// <summary>A router for a tree: a whole configuration, or a fragment (server or location blocks without http).</summary>
    public RequestRouter(ConfigTree tree, RouterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        this.settings = settings;
        var block = ConfigModel.Fragment(tree) ?? tree.Children().FirstOrDefault(d => d is { Name: "http", Block: not null });
        http = block is null ? null : new ConfigBlock(block, null);
    }

    /// <summary>The way of a request.</summary>
    public RouteResult Route(RouteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var servers = http?.Servers ?? [];
        var addresses = ListenAddress.For(servers, request.Port, request.Address);
        if (addresses.Count == 0 && request.IsLocalhost)
        {
            addresses = ListenAddress.For(servers, request.Port, IPAddress.IPv6Loopback);
        }

        var fitting = addresses.Where(a => a.Ssl == request.Tls).ToList();
        var candidates = fitting.Count > 0 ? fitting : addresses;
        if (candidates.Count == 0)
        {
            return new RouteResult
            {
                Request = request,
                Outcome = new RouteOutcome(RouteKind.Error, null, null) { Reason = http is null ? "there is no http block" : $"no server listens on port {request.Port}" },
            };
        }

        var address = Likely(candidates, request);
        var main = Follow(request, address, candidates, -1, out var decisions);
        return settings.TellsAll
            ? WithAlternatives(main, request, address, candidates, decisions) with { Effective = RouteValues.For(main.Scope, main.Upstream, settings.Version) }
            : main;
    }

    /// <summary>Which of several addresses is meant: the first, wildcards before others, that has a server of the name; else the first.</summary>
    private ListenAddress Likely(IReadOnlyList<ListenAddress> addresses, RouteRequest request) =>
        addresses.Count == 1 ? addresses[0] : addresses.FirstOrDefault(a => Named(a, request) is not null) ?? addresses[0];

    /// <summary>The server that an address gives a request.</summary>
    private Directive Chosen(ListenAddress address, RouteRequest request) => Named(address, request) ?? address.Default;

    private Directive? Named(ListenAddress address, RouteRequest request)
    {
        var patterns = new PcrePatterns(cache);
        var header = request.Headers.FirstOrDefault(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)).Value;
        var host = header is null ? "" : HostHeader.Validate(header) ?? "";
        return ServerNames.Find(address.Servers, host, (_, p) => patterns.TryMatch(p, host, false, out var match) && match is not null);
    }

    private RouteResult Follow(RouteRequest request, ListenAddress address, IReadOnlyList<ListenAddress> candidates, int flipped, out Decisions decisions)
    {
        decisions = new Decisions(flipped);
        if (candidates.Count > 1 && candidates.Select(c => Chosen(c, request)).Distinct().Count() > 1)
        {
            decisions.Note("the address", $"the name may lead to any of {string.Join(", ", candidates.Select(c => $"{c.Address}:{request.Port}"))}; {address.Address} is taken, --listen names another");
        }

        var server = new ConfigBlock(address.Default, http);
        var state = new RequestState { Request = request, Server = server, Block = server, Listen = address, Method = request.Method };
        return new Walk(state, settings, decisions, new PcrePatterns(cache)).Run();
    }

    private RouteResult WithAlternatives(
        RouteResult main, RouteRequest request, ListenAddress address, IReadOnlyList<ListenAddress> candidates, Decisions decisions)
    {
        var undecided = ImmutableArray.CreateBuilder<RouteUndecided>();
        var branch = 0;
        foreach (var (made, isBranch) in decisions.Made)
        {
            var other = isBranch && branch < MaxAlternatives ? Follow(request, address, candidates, branch, out _) : null;
            branch += isBranch ? 1 : 0;
            undecided.Add(other is null ? made : made with { Otherwise = Told(other) == Told(main) ? null : Told(other) });
        }

        return main with { Undecided = undecided.DrainToImmutable() };
    }

    private static string Told(RouteResult result)
    {
        var location = result.Location is { } at ? $" in location {at.Text}" : "";
        return result.Outcome switch
        {
            { Kind: RouteKind.Proxy } => $"passed to {result.Upstream?.Name ?? result.Outcome.Target}{location}",
            { Kind: RouteKind.Static, Target: { } path } => $"the file {path}{location}",
            { Kind: RouteKind.Undecided } => $"undecided{location}",
            { Status: { } status, Target: { } target } => $"{status} to {target}",
            { Status: { } status } => $"{status}{location}",
            { Reason: var reason } => reason ?? "no answer",
        };
    }
}
