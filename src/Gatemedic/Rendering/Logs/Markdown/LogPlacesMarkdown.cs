using Gatemedic.Logs;
using Gatemedic.Reporting;
using static Gatemedic.Rendering.MarkdownText;

namespace Gatemedic.Rendering;

/// <summary>Where requests fail: peers, servers, locations and routes as tables of Markdown.</summary>
internal sealed class LogPlacesMarkdown(TextWriter output, LogClock clock)
{
    private const int Most = 10;

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
        var table = new MarkdownTable("peer", ">tries", ">failed", ">share", ">p50", ">p95", ">p99", "by status", ">error lines");
        foreach (var peer in picture.Peers.Take(Most))
        {
            table.Row(
                Cell(LogWords.Peer(peer)),
                Some(peer.Tries),
                peer.Tries > 0 ? Figures.Count(peer.Failures) : null,
                Figures.Percent(peer.Failures, peer.Tries),
                Time(peer.Response?.P50),
                Time(peer.Response?.P95),
                Time(peer.Response?.P99),
                peer.Statuses.IsEmpty ? null : Cell(LogWords.Counts(peer.Statuses)),
                Some(peer.Errors));
        }

        Section("Upstream peers", table, picture.Peers.Length, "peers");
    }

    private void Servers(LogPicture picture)
    {
        var failing = picture.Servers.Where(s => s.Failures > 0 || s.Errors > 0).ToList();
        var table = new MarkdownTable("server", ">requests", ">failed", ">share", ">error lines", "when");
        foreach (var server in failing.Take(Most))
        {
            table.Row(
                Cell(server.Name),
                Some(server.Requests),
                server.Requests > 0 ? Figures.Count(server.Failures) : null,
                Figures.Percent(server.Failures, server.Requests),
                Some(server.Errors),
                clock.Between(server.FirstFailure, server.LastFailure));
        }

        Section("Servers", table, failing.Count, "servers");
    }

    private void Locations(LogReport report)
    {
        var table = new MarkdownTable(">failed", "location", "passes to", "written in");
        foreach (var location in report.Locations.Take(Most))
        {
            table.Row(Figures.Count(location.Failures), Cell($"{location.Server} {location.Location}".Trim()), location.Upstream is { } upstream ? Cell(upstream) : null, Cell($"{location.File}:{location.Line}"));
        }

        Section("Locations", table, report.Locations.Length, "locations");
    }

    private void Routes(LogPicture picture)
    {
        var table = new MarkdownTable(">failed", "route", "by status", "when");
        foreach (var route in picture.Routes.Take(Most))
        {
            table.Row(LogWords.Failures(route), Cell(LogWords.Route(route)), route.Statuses.IsEmpty ? null : Cell(LogWords.Counts(route.Statuses)), clock.Between(route.First, route.Last));
        }

        Section("Routes", table, picture.Routes.Length, "routes");
    }

    private void Section(string title, MarkdownTable table, int count, string what)
    {
        if (count > 0)
        {
            LogMarkdownRenderer.Heading(output, title);
            table.Write(output);
            LogMarkdownRenderer.More(output, count - Most, what);
        }
    }

    private static string? Some(long count) => count > 0 ? Figures.Count(count) : null;

    private static string? Time(double? seconds) => seconds is { } known ? Figures.Seconds(known) : null;
}
