using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>Servers that answer, cut, keep silent or lie, asked over real sockets.</summary>
public sealed class ResolverWitnessTests
{
    [Fact]
    public async Task Asks_again_over_TCP_when_the_answer_was_cut()
    {
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var streams = new TcpListener(datagrams.LocalEndPoint as IPEndPoint ?? throw new InvalidOperationException());
        streams.Start();
        var serving = Task.Run(async () =>
        {
            var query = new byte[512];
            var got = await datagrams.ReceiveFromAsync(query, new IPEndPoint(IPAddress.Any, 0));
            await datagrams.SendToAsync(Reply(query[..got.ReceivedBytes], cut: true), got.RemoteEndPoint);
            using var client = await streams.AcceptTcpClientAsync();
            var framed = new byte[512];
            var length = await client.GetStream().ReadAtLeastAsync(framed, 2 + got.ReceivedBytes);
            var reply = Reply(framed[2..length], cut: false);
            await client.GetStream().WriteAsync((byte[])[0, (byte)reply.Length, .. reply]);
        });

        var seen = await AskAsync(((IPEndPoint)datagrams.LocalEndPoint!).Port, seconds: 30);
        await serving;
        Assert.Equal((0, "10.77.0.1"), (seen.Code, seen.Addresses.Single()));
    }

    [Fact]
    public async Task A_server_that_is_silent_gives_no_code()
    {
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var seen = await AskAsync(((IPEndPoint)datagrams.LocalEndPoint!).Port, seconds: 0.3);
        Assert.Equal((null, "no answer within 0.3 s"), (seen.Code, seen.Text));
    }

    [Fact]
    public async Task A_port_without_a_server_refuses()
    {
        var seen = await AskAsync(ServerProcess.FreePort(), seconds: 30);
        Assert.Equal((null, "connection refused (111)"), (seen.Code, seen.Text));
    }

    private static byte[] Reply(byte[] query, bool cut) =>
        [.. query[..2], (byte)(cut ? 0x87 : 0x85), 0x80, 0, 1, 0, (byte)(cut ? 0 : 1), 0, 0, 0, 0, .. query[12..], .. cut ? (byte[])[] : [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 77, 0, 1]];

    private static async Task<DnsReply> AskAsync(int port, double seconds)
    {
        var bound = TimeSpan.FromSeconds(seconds);
        var witness = new ResolverWitness(new ProbeSettings { Timeout = bound, ResolverTimeout = bound });
        var answers = await witness.AnswerAsync(null!, [new AskResolver(new PeerAddress("127.0.0.1", port), "app.internal", IPv6: false)], CancellationToken.None);
        return Assert.IsType<ResolverAnswer>(Assert.Single(answers)).Result.Seen!;
    }
}
