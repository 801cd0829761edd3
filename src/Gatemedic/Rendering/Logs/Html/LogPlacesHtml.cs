using Gatemedic.Logs;
using Gatemedic.Reporting;
using static Gatemedic.Rendering.HtmlTable;

namespace Gatemedic.Rendering;

/// <summary>Where requests fail: peers with their percentiles, servers, locations and routes, as tables of the page.</summary>
internal sealed class LogPlacesHtml(HtmlWriter html, LogClock clock)
{
    private const int MostPeers = 24;
    private const int MostServers = 16;
    private const int MostLocations = 16;
    private const int MostRoutes = 30;

    /// <summary>Writes them.</summary>
    public void Write(LogReport report)
    {
        Peers(report.Picture);
        Servers(report.Picture);
        Locations(report);
        Routes(report.Picture);
    }

    private void Peers(LogPicture picture)
    {
        var peers = picture.Peers;
        var table = new HtmlTable("Upstream peers", Name("peer"), Number("tries"), Number("failed"), Number("share"), Number("p50"), Number("p95"), Number("p99"), Number("longest"), ("by status", ""), Number("error lines"));
        foreach (var peer in peers.Take(MostPeers))
        {
            table.Row(
                LogWords.Peer(peer),
                Some(peer.Tries),
                peer.Tries > 0 ? Figures.Count(peer.Failures) : null,
                Figures.Percent(peer.Failures, peer.Tries),
                Time(peer.Response?.P50),
                Time(peer.Response?.P95),
                Time(peer.Response?.P99),
                Time(peer.Response?.Max),
                LogWords.Counts(peer.Statuses),
                Some(peer.Errors));
        }

        Section("peers", "Upstream peers", null, table, peers.Length, MostPeers, "peers");
    }

    private void Servers(LogPicture picture)
    {
        var failing = picture.Servers.Where(s => s.Failures > 0 || s.Errors > 0).ToList();
        var table = new HtmlTable("Servers", Name("server"), Number("requests"), Number("failed"), Number("share"), Number("error lines"), ("when", "t"));
        foreach (var server in failing.Take(MostServers))
        {
            table.Row(
                server.Name.Length > 0 ? server.Name : "(no name)",
                Some(server.Requests),
                server.Requests > 0 ? Figures.Count(server.Failures) : null,
                Figures.Percent(server.Failures, server.Requests),
                Some(server.Errors),
                clock.Between(server.FirstFailure, server.LastFailure));
        }

        Section("servers", "Servers", null, table, failing.Count, MostServers, "servers");
    }

    private void Locations(LogReport report)
    {
        var table = new HtmlTable("Locations", Number("failed"), Name("server"), Name("location"), Name("passes to"), Name("written in"));
        foreach (var location in report.Locations.Take(MostLocations))
        {
            table.Row(Figures.Count(location.Failures), location.Server, location.Location, location.Upstream, $"{location.File}:{location.Line}");
        }

        Section("locations", "Locations", null, table, report.Locations.Length, MostLocations, "locations");
    }

    private void Routes(LogPicture picture)
    {
        var routes = picture.Routes;
        var table = new HtmlTable("Routes", Number("failed"), Name("route"), ("by status", ""), ("when", "t"));
        foreach (var route in routes.Take(MostRoutes))
        {
            table.Row(LogWords.Failures(route), LogWords.Route(route), LogWords.Counts(route.Statuses, 3), clock.Between(route.First, route.Last));
        }

        Section("routes", "Routes", routes.Any(r => r.Error > 0) ? "A range is an estimate." : null, table, routes.Length, MostRoutes, "routes");
    }

    private void Section(string id, string title, string? note, HtmlTable table, int count, int most, string what)
    {
        if (count == 0)
        {
            return;
        }

        html.Write($"<section><h2 id=\"{id}\">{title}</h2>");
        if (note is not null)
        {
            html.Write($"<p class=\"quiet small\">{note}</p>");
        }

        table.Write(html);
        LogFindingsHtml.More(html, count - most, what);
        html.Write($"</section>\n");
    }

    private static string? Some(long count) => count > 0 ? Figures.Count(count) : null;

    private static string? Time(double? seconds) => seconds is { } known ? Figures.Seconds(known) : null;
}
