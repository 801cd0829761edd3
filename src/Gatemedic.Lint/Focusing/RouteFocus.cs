using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>The route of one request: the blocks that it goes through, what holds in them, and the upstream that it ends at.</summary>
internal static class RouteFocus
{
    /// <summary>Blocks of which a request goes through some: another of them is another route.</summary>
    private static readonly HashSet<string> Chosen = ["server", "location", "if", "limit_except", "upstream", "stream", "mail"];

    /// <summary>What does not give way to its like further in: nginx does all of them on the way, or they are no settings.</summary>
    private static readonly HashSet<string> Adding = ["include", "rewrite", "set", "return", "break", "map", "geo", "split_clients", "upstream"];

    /// <summary>The focus; null when no server takes the request.</summary>
    public static LintFocus? Of(LintSubject subject, RouteRequest request)
    {
        var route = new RequestRouter(subject.Tree, new RouterSettings { TellsAll = false, Version = subject.Version }).Route(request);
        if (route.Server is null)
        {
            return null;
        }

        var passed = new HashSet<Directive>(route.Scope.Concat(route.Steps.Select(s => s.Directive).OfType<Directive>().Where(d => d.Block is not null)));
        if (route.Upstream?.Block is { } upstream)
        {
            passed.Add(upstream);
        }

        return new LintFocus(subject, p => Belongs(p), route.Handler is { } handler ? [handler] : []);

        bool Belongs(PlacedDirective placed) => placed switch
        {
            { Directive: { Block: not null } block } when Chosen.Contains(block.Name) => passed.Contains(block),
            { Directive.Name: "log_format" } => subject.Holding(route.Scope, "access_log").Any(log => log.Args.Length > 1 && log.Args[1] == placed.Directive.Args.FirstOrDefault()),
            { Context: "events" } => true,
            _ when placed.Around.LastOrDefault() is { } around && !passed.Contains(around) => false,
            { Context: "upstream" } => true,
            _ => Adding.Contains(placed.Directive.Name) || !IsInScope(placed) || subject.Holding(route.Scope, placed.Directive.Name).Contains(placed.Directive),
        };

        // A location that the request has left again did with it what stands there, whatever holds at its end.
        bool IsInScope(PlacedDirective placed) => placed.Around.IsEmpty || route.Scope.Contains(placed.Around[^1]);
    }
}
