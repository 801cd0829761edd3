using System.Globalization;
using static Gatemedic.Logs.Tests.Joining.JoinedLines;

namespace Gatemedic.Logs.Tests.Joining;

public sealed class JoinTests
{
    [Fact]
    public void Says_that_two_requests_alike_may_have_changed_places_and_gives_each_line_once()
    {
        var seen = Join(Error(10, 1, Refused, "/x") + Error(10, 2, Closed, "/x"), Access(10, "/x", 502, "a:1", "502") + Access(10, "/x", 502, "a:1", "502"));
        Assert.Equal(
            ["connection-refused 0.5 or premature-close [error.log:1]", "premature-close 0.5 or connection-refused [error.log:2]"], seen.Select(Told));
    }

    [Fact]
    public void Is_certain_where_two_requests_alike_failed_for_the_same_reason() =>
        Assert.Equal(
            ["connection-refused 1 [error.log:1]", "connection-refused 1 [error.log:2]"],
            Join(Error(10, 1, Refused, "/x") + Error(10, 2, Refused, "/x"), Access(10, "/x", 502, "a:1", "502") + Access(10, "/x", 502, "a:1", "502")).Select(Told));

    [Fact]
    public void Gives_a_try_that_was_made_good_to_nobody_else() =>
        Assert.Equal(
            ["upstream-returned-502 1 []"],
            Join(Error(10, 1, Refused, "/x"), Access(10, "/x", 502, "a:1", "502", "0.001") + Access(10, "/x", 200, "a:1, b:1", "502, 200", "-, 0.001")).Select(Told));

    [Fact]
    public void Gives_each_try_its_line_and_takes_the_reason_of_the_last() =>
        Assert.Equal(
            ["read-timeout 1 [error.log:1 error.log:3]", "connection-refused 1 [error.log:2]"],
            Join(
                Error(10, 1, Refused, "/x", "a:1") + Error(10, 2, Refused, "/x", "b:1") + Error(12, 1, Slow, "/x", "c:1"),
                Access(12, "/x", 504, "a:1, c:1", "502, 504", "-, -", 2) + Access(10, "/x", 502, "b:1", "502")).Select(Told));

    [Fact]
    public void Blames_the_peers_that_failed_where_none_was_left() =>
        Assert.Equal(
            ["connection-refused 1 [error.log:1 error.log:2]", "no-live-upstreams 1 [error.log:3]"],
            Join(
                Error(10, 1, Refused, "/x", "a:1") + Error(10, 1, "no live upstreams while connecting to upstream", "/x", "app")
                    + Error(11, 2, "no live upstreams while connecting to upstream", "/x", "app"),
                Access(10, "/x", 502, "a:1, app", "502, 502") + Access(11, "/x", 502, "app", "502")).Select(Told));

    [Fact]
    public void Finds_lines_in_a_log_that_was_written_late_and_in_rotated_logs()
    {
        var errors = Enumerable.Range(0, 60).Select(i => Error(i, i, i % 2 == 0 ? Refused : Closed, $"/{i}")).ToArray();
        var accesses = Enumerable.Range(0, 60).Select(i => Access(i, $"/{i}", 502, "a:1", "502")).Chunk(20).SelectMany(c => c.Reverse()).ToArray();
        LogSource[] sources =
        [
            Bytes.Errors(string.Concat(errors[..25]), "error.log.1"), Bytes.Errors(string.Concat(errors[25..])),
            Bytes.Access(string.Concat(accesses[..31]), Tries, name: "access.log.1"), Bytes.Access(string.Concat(accesses[31..]), Tries),
        ];
        var seen = Read(sources);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "connection-refused" : "premature-close"),
            seen.OrderBy(f => int.Parse(f.Uri![1..], null)).Select(f => f.Reason.Id));
        Assert.All(seen, f => Assert.Equal(1, f.Confidence));
    }

    [Fact]
    public void Tells_a_request_whose_access_line_is_nowhere_and_leaves_out_what_lies_outside_the_window()
    {
        string errors = Error(10, 1, Refused, "/a") + Error(40, 2, Refused, "/b");
        LogSource[] sources = [Bytes.Errors(errors), Bytes.Access(Access(40, "/c", 200, "a:1", "200", "0.1"), Tries)];
        Assert.Equal(["connection-refused 0.9 [error.log:1]", "connection-refused 0.9 [error.log:2]"], Read(sources).Select(Told));
        var window = new LogWindow(Logs.At("2026-10-03 12:00:30"), null);
        Assert.Equal(["connection-refused 0.9 [error.log:2]"], FailedRequests.Read(sources, window, CancellationToken.None).Select(Told));
    }

    [Fact]
    public void Keeps_two_requests_of_one_connection_apart_in_the_error_log_alone() =>
        Assert.Equal(
            ["premature-close 1 [error.log:1 error.log:2]", "connection-refused 1 [error.log:3]", "premature-close 1 [error.log:4]"],
            Read(Bytes.Errors(Error(10, 1, Refused, "/x", "a:1") + Error(10, 1, Closed, "/x", "b:1") + Error(11, 1, Refused, "/x", "a:1") + Error(11, 2, Closed, "/x", "b:1"))).Select(Told));

    [Theory]
    [InlineData(64, 4096)]
    [InlineData(1 << 16, 16 << 20)]
    public void Tells_each_failed_request_once_whatever_the_logs_hold(int entries, int bytes)
    {
        var random = new Random(11);
        for (int round = 0; round < 60; round++)
        {
            var logs = JoinedLines.Random(random);
            LogSource[] sources = [Bytes.Errors(logs.Errors), Bytes.Access(logs.Accesses, Tries)];
            var seen = FailedRequests.Read(sources, LogWindow.All, new JoinRoom(entries, bytes, 8), CancellationToken.None).ToArray();
            Assert.Equal(logs.Failed, seen.Count(f => f.Access is not null && f.Status != 200));
            var access = seen.Where(f => f.Access is not null).Select(f => f.Access!.Source).ToArray();
            Assert.Equal(access.Length, access.Distinct().Count());
            var quotes = seen.SelectMany(f => f.Errors.Select(e => e.Source)).ToArray();
            Assert.Equal(quotes.Length, quotes.Distinct().Count());
            Assert.All(seen, f => Assert.InRange(f.Confidence, 0.01, 1));
        }
    }

    private static string Told(FailedRequest f) => string.Create(CultureInfo.InvariantCulture,
        $"{f.Reason.Id} {f.Confidence}{string.Concat(f.Others.Select(o => " or " + o.Id))} [{string.Join(' ', f.Errors.Select(e => e.Source))}]");

    private static FailedRequest[] Join(string errors, string accesses) => Read(Bytes.Errors(errors), Bytes.Access(accesses, Tries));

    private static FailedRequest[] Read(params LogSource[] sources) =>
        [.. FailedRequests.Read([.. sources.Select(s => s with { Zone = TimeZoneInfo.Utc })], LogWindow.All, CancellationToken.None)];
}
