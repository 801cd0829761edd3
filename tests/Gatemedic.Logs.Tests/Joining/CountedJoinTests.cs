using System.Globalization;
using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

public sealed class CountedJoinTests
{
    private const string WithoutTries = "$time_iso8601 $remote_addr \"$request\" $status $request_time $http_rest";
    private const int MostQuotes = 5;
    private const int LongestHost = 255;
    private const int LongestRoute = 768;

    [Theory]
    [InlineData(JoinedLines.Tries, 1 << 16)]
    [InlineData(JoinedLines.Tries, 64)]
    [InlineData(WithoutTries, 1 << 16)]
    public void Counts_what_the_whole_requests_say(string format, int entries)
    {
        var random = new Random(23);
        for (int round = 0; round < 40; round++)
        {
            var logs = JoinedLines.Random(random);
            LogSource[] sources = [Bytes.Errors(logs.Errors) with { Zone = TimeZoneInfo.Utc }, Bytes.Access(logs.Accesses, format)];
            var room = new JoinRoom(entries, 1 << 20, 8);
            var whole = FailedRequests.Read(sources, LogWindow.All, room, CancellationToken.None).ToArray();
            var counted = FailedRequests.Count(sources, LogWindow.All, null, room, CancellationToken.None).ToPictures(new LogSpan());
            Assert.Equal(Counted(whole), string.Join("\n", counted.OrderBy(r => r.Reason.Id, StringComparer.Ordinal).Select(Told)));
        }
    }

    [Fact]
    public void Counts_only_what_the_filter_takes()
    {
        var logs = JoinedLines.Random(new Random(5));
        LogSource[] sources = [Bytes.Errors(logs.Errors) with { Zone = TimeZoneInfo.Utc }, Bytes.Access(logs.Accesses, JoinedLines.Tries)];
        var filter = new LogFilter(null, null, "/3");
        var whole = FailedRequests.Read(sources, LogWindow.All, new JoinRoom(), CancellationToken.None).Where(filter.Takes).ToArray();
        var counted = FailedRequests.Count(sources, LogWindow.All, filter, new JoinRoom(), CancellationToken.None).ToPictures(new LogSpan());
        Assert.Equal(Counted(whole), string.Join("\n", counted.OrderBy(r => r.Reason.Id, StringComparer.Ordinal).Select(Told)));
    }

    // The slow twin.
    private static string Counted(FailedRequest[] requests) => string.Join("\n", requests.GroupBy(r => r.Reason.Id).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => string.Join('\n',
            g.Key, g.Count(), g.Count(r => !r.Others.IsEmpty), Most(g.Select(r => r.Status is { } status ? $"{status}" : null)),
            $"{g.Min(r => r.Time):o} {g.Max(r => r.Time):o}",
            Most(g.Select(r => r.Tries is [.., var last] ? last.Peer : null)), Most(g.Select(r => r.Host)), Most(g.Select(RouteOf)),
            string.Join(' ', g.TakeLast(MostQuotes).OrderByDescending(r => r.Time).ThenByDescending(r => r.Access is not null).ThenByDescending(Line)
                .SelectMany(QuotesOf).Take(MostQuotes).Select(q => q.Source + q.Line)))));

    private static string Told(ReasonPicture reason) => string.Join('\n',
        reason.Reason.Id, reason.Count, reason.Ambiguous, Listed(reason.Statuses), $"{reason.First:o} {reason.Last:o}",
        Listed(reason.Peers), Listed(reason.Servers), Listed(reason.Routes), string.Join(' ', reason.Quotes.Select(q => q.Source + q.Line)));

    private static IEnumerable<LogQuote> QuotesOf(FailedRequest request) =>
        request.Access is { } access ? request.Errors.TakeLast(1).Append(access) : request.Errors.TakeLast(1);

    private static long Line(FailedRequest request) =>
        (request.Access ?? request.Errors[^1]).Source is var source ? long.Parse(source.AsSpan(source.LastIndexOf(':') + 1), CultureInfo.InvariantCulture) : 0;

    private static string? RouteOf(FailedRequest request)
    {
        string host = request.Host?[..Math.Min(request.Host.Length, LongestHost)] ?? "";
        var pattern = new byte[LongestRoute - host.Length];
        return request.Uri is not { } uri ? null : host + Encoding.UTF8.GetString(pattern.AsSpan(0, PathPattern.Write(Encoding.UTF8.GetBytes(uri), pattern)));
    }

    private static string Most(IEnumerable<string?> names) =>
        Listed(Gatemedic.Logs.Counted.MostFirst(names.Where(n => !string.IsNullOrEmpty(n)).GroupBy(n => n!).Select(g => new Counted(g.Key, g.Count()))).Take(8));

    private static string Listed(IEnumerable<Counted> counts) => string.Join(", ", counts.Select(c => $"{c.Text} {c.Count}"));
}
