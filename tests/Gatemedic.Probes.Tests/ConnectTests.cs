using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>What the kernel says to a connect, as nginx would log it.</summary>
public sealed class ConnectTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatemedic-connect-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task A_port_without_a_listener_refuses()
    {
        var result = await Asking.ProbeAsync(new PeerAddress("127.0.0.1", ServerProcess.FreePort()), Protocol.Http);

        Assert.Equal((ProbeOutcome.Refused, ProbeStage.Connect, 111, "connect: connection refused (111)"), (result.Outcome, result.Stage, result.Errno, result.Text));
        Assert.False(result.Connected);
    }

    [Fact]
    public async Task A_port_whose_queue_is_full_times_out_while_connecting()
    {
        using var full = Full(AddressFamily.InterNetwork, new IPEndPoint(IPAddress.Loopback, 0), out var waiting);

        var result = await Asking.ProbeAsync(new PeerAddress("127.0.0.1", ((IPEndPoint)full.LocalEndPoint!).Port), Protocol.Http, seconds: 0.3);

        Assert.Equal((ProbeOutcome.TimedOut, ProbeStage.Connect, 110, "connect: no answer within 0.3 s"), (result.Outcome, result.Stage, result.Errno, result.Text));
        Assert.False(result.Connected);
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_unix_socket_whose_queue_is_full_says_so_at_once()
    {
        var path = Path.Combine(directory.FullName, "full.sock");
        using var full = Full(AddressFamily.Unix, new UnixDomainSocketEndPoint(path), out var waiting);

        var result = await ProbeUnixAsync(path);

        Assert.Equal(
            (ProbeOutcome.QueueFull, ProbeStage.Connect, 11, "connect: resource temporarily unavailable (11)"),
            (result.Outcome, result.Stage, result.Errno, result.Text));
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_no_socket()
    {
        var result = await ProbeUnixAsync(Path.Combine(directory.FullName, "missing.sock"));

        Assert.Equal((ProbeOutcome.NoSuchSocket, 2, "connect: no such file or directory (2)"), (result.Outcome, result.Errno, result.Text));
    }

    [Fact]
    public async Task A_socket_that_its_process_left_behind_refuses()
    {
        var path = Path.Combine(directory.FullName, "stale.sock");
        using (var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            File.Move(path, path + ".kept");
        }

        var result = await ProbeUnixAsync(path + ".kept");

        Assert.Equal((ProbeOutcome.Refused, 111), (result.Outcome, result.Errno));
    }

    [Fact]
    public async Task A_path_longer_than_the_kernel_takes_fails_with_its_reason()
    {
        var result = await ProbeUnixAsync("/" + new string('x', 200));

        Assert.Equal((ProbeOutcome.Failed, "connect: file name too long (36)"), (result.Outcome, result.Text));
    }

    [Fact]
    public async Task A_reset_before_the_header_is_told_from_a_close()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probing = Asking.ProbeAsync(new PeerAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port), Protocol.Http);
        using (var socket = await listener.AcceptSocketAsync())
        {
            _ = await socket.ReceiveAsync(new byte[4096]);
            socket.LingerState = new LingerOption(true, 0);
        }

        listener.Stop();
        var result = await probing;

        Assert.Equal(
            (ProbeOutcome.Reset, ProbeStage.Header, 104, "header: connection reset by peer (104)"),
            (result.Outcome, result.Stage, result.Errno, result.Text));
    }

    [Fact]
    public async Task A_stream_peer_is_only_connected_to()
    {
        using var server = RawServer.Silent();

        var result = await Asking.ProbeAsync(server.Address, Protocol.Stream);

        Assert.Equal((ProbeOutcome.Answered, ProbeStage.Done, "connected", null), (result.Outcome, result.Stage, result.Text, result.Status));
    }

    [Fact]
    public async Task A_name_is_not_looked_up()
    {
        var answer = Assert.Single(await Asking.AnswersAsync([new ProbePeer(new PeerAddress("localhost", 80), Protocol.Http, new ProbeRequest("localhost"))]));

        Assert.Equal(new Blindness("peer localhost:80", "it is not an IP address with a port", ""), answer.Blind);
    }

    private static Task<ProbeResult> ProbeUnixAsync(string path) => Asking.ProbeAsync(new PeerAddress("", 0, path), Protocol.FastCgi);

    /// <summary>A listener that never accepts, with connections waiting until one is left unanswered.</summary>
    private static Socket Full(AddressFamily family, EndPoint address, out List<Socket> waiting)
    {
        var listener = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen(1);
        waiting = [];
        while (true)
        {
            var socket = new Socket(family, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            waiting.Add(socket);
            try
            {
                socket.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException busy) when (busy.SocketErrorCode == SocketError.WouldBlock)
            {
                // TCP is under way or finds no room; a unix socket finds none at once.
                if (family == AddressFamily.Unix || !socket.Poll(TimeSpan.FromSeconds(1), SelectMode.SelectWrite))
                {
                    return listener;
                }
            }
        }
    }
}
