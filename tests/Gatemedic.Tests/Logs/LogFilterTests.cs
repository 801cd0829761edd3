using Gatemedic.Logs;

namespace Gatemedic;

public sealed class LogFilterTests
{
    private static readonly FailedRequest Request = new()
    {
        Time = DateTimeOffset.UnixEpoch,
        Reason = new FailureReason("connection-refused", "502", "connection refused"),
        Confidence = 1,
        Because = "",
        Host = "shop.example:8443",
        Uri = "/cart/7?x=1",
        Tries = [new UpstreamTry("10.0.0.1:80", null, null, null, null, 0), new UpstreamTry("10.0.0.2:80", 502, null, null, null, 0)],
    };

    [Theory]
    [InlineData("10.0.0.2:80", null, null, true)]
    [InlineData("10.0.0.3:80", null, null, false)]
    [InlineData("backend", null, null, true)]
    [InlineData(null, "shop.example", null, true)]
    [InlineData(null, "other.example", null, false)]
    [InlineData(null, null, "/cart", true)]
    [InlineData(null, null, "/blog", false)]
    public void Takes_what_is_asked_for(string? upstream, string? host, string? path, bool takes)
    {
        var filter = new LogFilter(upstream, host, path) { Addresses = upstream == "backend" ? ["10.0.0.1:80"] : [] };
        Assert.Equal(takes, filter.Takes(Request));
    }

    [Fact]
    public void Takes_requests_whose_host_the_logs_do_not_tell() => Assert.True(new LogFilter(null, "shop.example", null).Takes(Request with { Host = null }));
}
