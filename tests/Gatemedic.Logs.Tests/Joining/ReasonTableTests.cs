using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

public sealed class ReasonTableTests
{
    [Fact]
    public void Counts_peers_servers_and_routes_and_keeps_the_newest_lines()
    {
        var table = new ReasonTable();
        for (int i = 0; i < 10; i++)
        {
            Add(table, i, $"/users/{i}?x", $"10.0.0.{i % 2}:80");
        }
        var reason = Assert.Single(table.ToPictures(new LogSpan()));
        Assert.Equal(("reset", 10L, true, 0L), (reason.Reason.Id, reason.Count, reason.CountsRequests, reason.Ambiguous));
        Assert.Equal<Counted>([new("502", 10)], reason.Statuses);
        Assert.Equal<Counted>([new("10.0.0.0:80", 5), new("10.0.0.1:80", 5)], reason.Peers);
        Assert.Equal<Counted>([new("app.example/users/*", 10)], reason.Routes);
        Assert.Equal(["access.log:10", "access.log:9", "access.log:8", "access.log:7", "access.log:6"], reason.Quotes.Select(q => q.Source));
        Assert.Equal(10, reason.Times.Counts.Sum());
    }

    [Fact]
    public void Keeps_a_bounded_number_of_names()
    {
        var table = new ReasonTable();
        for (int i = 0; i < 5000; i++)
        {
            Add(table, i, "/x" + (char)('a' + i % 26) + (char)('a' + i / 26 % 26) + (char)('a' + i / 676), $"10.0.{i / 250}.{i % 250}:80");
        }
        var reason = Assert.Single(table.ToPictures(new LogSpan()));
        Assert.Equal((5000L, 8, 8), (reason.Count, reason.Peers.Length, reason.Routes.Length));
    }

    private static void Add(ReasonTable table, int i, string uri, string peer) => table.Add(new FailureView
    {
        Time = Logs.At("2026-10-03 12:00:00").AddSeconds(i),
        Status = 502,
        Reason = FailureReasons.Get("reset"),
        Host = "app.example"u8,
        Target = Encoding.UTF8.GetBytes(uri),
        Peer = Encoding.UTF8.GetBytes(peer),
        Access = new LineView("x"u8, new LogSegment("access.log", 0, null) { FirstLine = 1 }, new LinePlace(2 * i, i + 1)),
    });
}
