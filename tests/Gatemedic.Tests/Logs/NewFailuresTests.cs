using Gatemedic.Following;
using Gatemedic.Logs;

namespace Gatemedic;

public sealed class NewFailuresTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Tells_each_request_once_after_its_lines_have_come_together()
    {
        var news = new NewFailures(hasAccess: true);
        Assert.Empty(Told(news, Joined("a")));
        _time.Pass(3);
        Assert.Equal(["a"], Told(news, Joined("a"), Joined("b")));
        _time.Pass(3);
        Assert.Equal(["b"], Told(news, Joined("a"), Joined("b")));
        _time.Pass(3);
        Assert.Empty(Told(news, Joined("b")));
    }

    [Fact]
    public void Counts_requests_whose_lines_are_equal()
    {
        var news = new NewFailures(hasAccess: true);
        Told(news, Joined("a"), Joined("a"));
        _time.Pass(3);
        Assert.Equal(["a", "a"], Told(news, Joined("a"), Joined("a"), Joined("a")));
        _time.Pass(3);
        Assert.Equal(["a"], Told(news, Joined("a"), Joined("a"), Joined("a")));
    }

    [Fact]
    public void Waits_for_the_access_line_of_a_request_that_still_goes_on()
    {
        var news = new NewFailures(hasAccess: true);
        Told(news, OnlyError("e"));
        _time.Pass(30);
        Assert.Empty(Told(news, OnlyError("e")));
        Told(news, Joined("a"));
        _time.Pass(3);
        Assert.Equal(["a"], Told(news, Joined("a")));
    }

    [Fact]
    public void Waits_no_longer_where_no_access_log_is_followed()
    {
        var news = new NewFailures(hasAccess: false);
        Told(news, OnlyError("e"));
        _time.Pass(3);
        Assert.Equal(["e"], Told(news, OnlyError("e")));
    }

    [Fact]
    public void Tells_all_at_the_end() =>
        Assert.Equal(["a", "e"], new NewFailures(hasAccess: true).Of([Joined("a"), OnlyError("e")], _time, isLast: true).Select(r => r.Uri));

    private string[] Told(NewFailures news, params FailedRequest[] window) => [.. news.Of(window, _time, isLast: false).Select(r => r.Uri!)];

    private static FailedRequest Joined(string name) => Failed(name) with { Access = new LogQuote("access.log:1", name) };

    private static FailedRequest OnlyError(string name) => Failed(name) with { Errors = [new LogQuote("error.log:1", name)] };

    private static FailedRequest Failed(string name) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        Reason = new FailureReason("connection-refused", "502", "connection refused"),
        Confidence = 1,
        Because = "",
        Uri = name,
    };

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(int seconds) => _ticks += seconds * TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;
    }
}
