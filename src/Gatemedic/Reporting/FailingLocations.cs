using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Reporting;

/// <summary>Follows the failing routes of the logs through the configuration.</summary>
internal static class FailingLocations
{
    /// <summary>The locations that they lead to, most failures first.</summary>
    public static ImmutableArray<FailingLocation> Of(ImmutableArray<RoutePicture> routes, ImmutableArray<LoggedConfiguration> configurations) =>
    [
        .. routes
            .Select(r => configurations.Select(c => Of(r, c.Model)).FirstOrDefault(f => f is not null))
            .OfType<FailingLocation>()
            .GroupBy(l => l with { Failures = 0 })
            .Select(g => g.Key with { Failures = g.Sum(l => l.Failures) })
            .OrderByDescending(l => l.Failures),
    ];

    private static FailingLocation? Of(RoutePicture route, ConfigModel model)
    {
        var host = route.Host ?? OnlyName(model);
        var routed = Follow("http", host, route, model);
        if (routed is null or { Server: null } or { SchemeMismatch: true })
        {
            routed = Follow("https", host, route, model);
        }

        // A wrong path would blame a wrong place; where the host names no server at all the default one takes it, as nginx does.
        if (routed is not { Server: { } server, SchemeMismatch: false })
        {
            return null;
        }

        var place = routed.Location?.Directive ?? server.Directive;
        var upstream = routed.Pass is { Directive.Args: [var target, ..] } ? target : null;
        return new FailingLocation(Name(server), routed.Location?.Text, upstream, place.File, place.Line, route.Failures);
    }

    private static RoutedRequest? Follow(string scheme, string host, RoutePicture route, ConfigModel model) =>
        route.Example.StartsWith('/') && Uri.TryCreate($"{scheme}://{host}{route.Example}", UriKind.Absolute, out var url) ? model.Route(url) : null;

    private static string OnlyName(ConfigModel model) =>
        model.Servers.SelectMany(s => s.Names).FirstOrDefault(n => n.Length > 0 && Uri.CheckHostName(n) == UriHostNameType.Dns) ?? "localhost";

    private static string Name(ServerBlock server) =>
        server.Names is [{ Length: > 0 } name, ..] ? name : server.Listens is [var listen, ..] ? $"{listen.Address}:{listen.Port}" : "_";
}
