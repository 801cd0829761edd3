using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>Peers that would like to hold a probe up, fill its memory or mislead it.</summary>
public sealed class HostilePeerTests
{
    private static readonly byte[] Junk = new byte[16 * 1024];

    [Fact]
    public async Task Stops_at_64_KiB_of_header()
    {
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellation);
            while (true)
            {
                await stream.WriteAsync("X-More: of the same\r\n"u8.ToArray(), cancellation);
            }
        });

        var result = await Asking.ProbeAsync(server.Address, Protocol.Http);

        Assert.Equal((ProbeOutcome.HeaderTooLong, ProbeStage.Header, "header: the header is longer than 64 KiB"), (result.Outcome, result.Stage, result.Text));
        Assert.Equal("HTTP/1.1 200 OK\\x0d\\x0aX-More: of the same\\x0d\\x0aX-More: of the same\\x0d\\x0aX-M", result.FirstBytes);
    }

    [Theory]
    [InlineData(Protocol.Http)]
    [InlineData(Protocol.Https)]
    [InlineData(Protocol.FastCgi)]
    [InlineData(Protocol.Uwsgi)]
    [InlineData(Protocol.Scgi)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.Grpcs)]
    [InlineData(Protocol.Memcached)]
    public async Task Endless_junk_is_another_protocol_that_nobody_knows(Protocol protocol)
    {
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            while (true)
            {
                await stream.WriteAsync(Junk, cancellation);
            }
        });

        var result = await Asking.ProbeAsync(server.Address, protocol);

        var expected = protocol is Protocol.Https or Protocol.Grpcs ? ProbeOutcome.TlsFailed : ProbeOutcome.OtherProtocol;
        Assert.Equal((expected, null), (result.Outcome, result.Spoken));
    }

    [Fact]
    public async Task A_drip_of_single_bytes_does_not_stretch_the_time_out()
    {
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            foreach (var octet in "HTTP/1.1 200 OK\r\n"u8.ToArray().Concat(Enumerable.Repeat((byte)'x', 100_000)))
            {
                await stream.WriteAsync(new[] { octet }, cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        });

        // The whole drip takes three hours.
        var result = await Asking.ProbeAsync(server.Address, Protocol.Http, seconds: 3).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((ProbeOutcome.TimedOut, ProbeStage.Header, 110), (result.Outcome, result.Stage, result.Errno));
    }

    [Theory]
    [InlineData(Protocol.Http, ProbeStage.Header)]
    [InlineData(Protocol.Https, ProbeStage.Tls)]
    [InlineData(Protocol.FastCgi, ProbeStage.Header)]
    public async Task Guesses_nothing_about_a_peer_that_never_says_a_byte(Protocol protocol, ProbeStage stage)
    {
        using var server = RawServer.Silent();

        var result = await Asking.ProbeAsync(server.Address, protocol, seconds: 2);

        Assert.Equal((ProbeOutcome.TimedOut, stage, null, null), (result.Outcome, result.Stage, result.Spoken, result.FirstBytes));
        Assert.True(result.Connected);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n", "ssh")]
    [InlineData("220 mail.example.org ESMTP Postfix\r\n", "smtp")]
    [InlineData("220 (vsFTPd 3.0.3)\r\n", "ftp")]
    [InlineData("J\0\0\0\n8.0.36\0", "mysql")]
    [InlineData("+OK Dovecot ready.\r\n", "pop3")]
    public async Task Recognises_servers_that_greet_first(string greeting, string protocol)
    {
        using var server = RawServer.Greeting(greeting);
        var spoken = new List<string?>();
        foreach (var expected in new[] { Protocol.Http, Protocol.Https, Protocol.FastCgi, Protocol.Uwsgi, Protocol.Grpc })
        {
            spoken.Add((await Asking.ProbeAsync(server.Address, expected)).Spoken);
        }

        Assert.Equal(Enumerable.Repeat(protocol, 5), spoken);
    }

    [Fact]
    public async Task A_peer_that_closes_every_connection_speaks_nothing_known()
    {
        using var server = RawServer.OnTcp((stream, cancellation) => stream.ReadAsync(new byte[4096], cancellation).AsTask());

        var result = await Asking.ProbeAsync(server.Address, Protocol.Http);

        Assert.Equal((ProbeOutcome.ClosedEarly, "header: the peer closed the connection without a byte", null), (result.Outcome, result.Text, result.Spoken));
    }

    [Fact]
    public async Task Control_characters_of_a_peer_do_not_come_through()
    {
        using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nServer: evil\x1b[2J\u009b\r\n\r\n");

        var result = await Asking.ProbeAsync(server.Address, Protocol.Http);

        Assert.Equal((ProbeOutcome.Answered, "evil\\x1b[2J\\x9b"), (result.Outcome, result.Server));
        Assert.Equal("HTTP/1.1 200 OK\\x0d\\x0aServer: evil\\x1b[2J\\x9b", result.FirstBytes);
    }
}
