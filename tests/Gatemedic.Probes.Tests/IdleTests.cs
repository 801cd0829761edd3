using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>How long a peer keeps an idle connection.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task A_peer_that_closes_an_idle_connection_has_kept_it()
    {
        using var server = Saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", TimeSpan.FromMilliseconds(100));

        var idle = await MeasureAsync(server.Address, 5_000);

        Assert.Equal((true, true), (idle.Keeps, idle.ClosedAfterMs is > 50 and < 5_000));
    }

    [Fact]
    public async Task A_peer_that_stays_open_is_not_waited_for_any_longer()
    {
        using var server = Saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", TimeSpan.FromMinutes(1));

        Assert.Equal(new IdleTime(true, null, "still open after 200 ms of silence"), await MeasureAsync(server.Address, 200));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok", "answered with Connection: close")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nok", "answered in a way that keeps no connection")]
    [InlineData("nonsense", "answered in a way that keeps no connection")]
    [InlineData("", "closed the connection instead of an answer")]
    public async Task A_peer_that_keeps_none_says_so(string answer, string words)
    {
        using var server = Saying(answer, TimeSpan.Zero);

        Assert.Equal(new IdleTime(false, null, words), await MeasureAsync(server.Address, 1_000));
    }

    private static RawServer Saying(string answer, TimeSpan thenClosesAfter) => RawServer.OnTcp(async (stream, cancellation) =>
    {
        _ = await stream.ReadAsync(new byte[4096], cancellation);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellation);
        await Task.Delay(thenClosesAfter, cancellation);
    });

    private static async Task<IdleTime> MeasureAsync(PeerAddress address, int upToMs)
    {
        var answers = await new IdleWitness(TimeProvider.System, new ProbeSettings())
            .AnswerAsync(Asking.Nothing, [new MeasureIdle(address, Protocol.Http, new ProbeRequest("localhost"), upToMs)], default);
        return ((IdleAnswer)answers.Single()).Result.Seen!;
    }
}
