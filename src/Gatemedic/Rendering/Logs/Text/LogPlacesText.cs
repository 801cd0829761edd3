using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Where requests fail: tables of peers, servers, locations and routes.</summary>
internal sealed class LogPlacesText(LogPage page)
{
    private const int Most = 10;

    private static readonly TextColumn Times = new("when") { Style = LogPage.Dim };

    /// <summary>Writes them.</summary>
    public void Write(LogReport report)
    {
        Peers(report.Picture.Peers);
        Servers(report.Picture.Servers);
        Locations(report.Locations);
        Routes(report.Picture.Routes);
    }

    private static TextColumn Number(string title) => new(title) { Right = true };

    private static string? Some(long count) => count > 0 ? Figures.Count(count) : null;

    private void Peers(ImmutableArray<PeerPicture> peers)
    {
        if (peers.IsEmpty)
        {
            return;
        }

        page.Heading("Upstream peers");
        PeerTable(page, peers.Take(Most).ToList()).Print("by status");
        page.More(peers.Length - Most, "peers");
    }

    /// <summary>Peers with their tries, failures and percentiles.</summary>
    internal static TextTable PeerTable(LogPage page, List<PeerPicture> peers)
    {
        var hasTries = peers.Any(p => p.Tries > 0);
        var table = new TextTable(page, new TextColumn("peer") { Yields = true }, Number("tries"), Number("failed"), Number(""), Number("p50"), Number("p95"), Number("p99"), Number("error lines"));
        foreach (var peer in peers)
        {
            table.Row(
                LogWords.Counts(peer.Statuses),
                LogWords.Peer(peer),
                hasTries ? Figures.Count(peer.Tries) : null,
                hasTries ? Figures.Count(peer.Failures) : null,
                Figures.Percent(peer.Failures, peer.Tries),
                peer.Response is { } p50 ? Figures.Seconds(p50.P50) : null,
                peer.Response is { } p95 ? Figures.Seconds(p95.P95) : null,
                peer.Response is { } p99 ? Figures.Seconds(p99.P99) : null,
                hasTries ? null : Some(peer.Errors));
        }

        return table;
    }

    private void Servers(ImmutableArray<ServerPicture> servers)
    {
        var failing = servers.Where(s => s.Failures > 0 || s.Errors > 0).ToList();
        if (failing.Count == 0)
        {
            return;
        }

        page.Heading("Servers");
        var hasRequests = failing.Any(s => s.Requests > 0);
        var table = new TextTable(page, new TextColumn("server") { Yields = true }, Number("requests"), Number("failed"), Number(""), Number("error lines"), Times);
        foreach (var server in failing.Take(Most))
        {
            table.Row(
                null,
                server.Name.Length > 0 ? server.Name : "(no name)",
                hasRequests ? Figures.Count(server.Requests) : null,
                hasRequests ? Figures.Count(server.Failures) : null,
                Figures.Percent(server.Failures, server.Requests),
                Some(server.Errors),
                page.Clock.Between(server.FirstFailure, server.LastFailure));
        }

        table.Print();
        page.More(failing.Count - Most, "servers");
    }

    private void Locations(ImmutableArray<FailingLocation> locations)
    {
        if (locations.IsEmpty)
        {
            return;
        }

        page.Heading("Locations");
        var table = new TextTable(page, Number("failed"), new TextColumn("location") { Yields = true }, new TextColumn("passes to") { Yields = true });
        foreach (var location in locations.Take(Most))
        {
            table.Row($"{location.File}:{location.Line}", Figures.Count(location.Failures), $"{location.Server} {location.Location}".Trim(), location.Upstream);
        }

        table.Print("written in");
        page.More(locations.Length - Most, "locations");
    }

    private void Routes(ImmutableArray<RoutePicture> routes)
    {
        if (routes.IsEmpty)
        {
            return;
        }

        page.Heading("Routes", routes.Any(r => r.Error > 0) ? "a range is an estimate" : null);
        var table = new TextTable(page, Number("failed"), new TextColumn("route") { Yields = true }, new TextColumn("by status"), Times);
        foreach (var route in routes.Take(Most))
        {
            table.Row(null, LogWords.Failures(route), LogWords.Route(route), LogWords.Counts(route.Statuses, 2), page.Clock.Between(route.First, route.Last));
        }

        table.Print();
        page.More(routes.Length - Most, "routes");
    }
}
