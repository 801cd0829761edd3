using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Finds out whether a machine is there at all: one echo request, and one connection attempt to each of a few ports, closed at once.</summary>
internal static class HostHail
{
    // What most servers have open, or refuse: a refusal is a sign of life too.
    private static readonly int[] Ports = [22, 80, 443];
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>The first sign of life.</summary>
    public static async Task<Section<HailFacts>> AskAsync(HailHost question, NetworkPlace place, CancellationToken cancellation)
    {
        if (!IPAddress.TryParse(question.Address, out var address))
        {
            return Section.Blind<HailFacts>($"host {question.Address}", "it is no IP address");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(Patience);
        var signs = Ports.Select(port => KnockAsync(address, port, place, end.Token)).ToList();
        if (place == NetworkPlace.Ours)
        {
            signs.Insert(0, EchoAsync(address, end.Token));
        }

        while (signs.Count > 0)
        {
            var first = await Task.WhenAny(signs).ConfigureAwait(false);
            signs.Remove(first);
            if (await first.ConfigureAwait(false) is { } sign)
            {
                await end.CancelAsync().ConfigureAwait(false);
                return Section.Seen(new HailFacts(sign));
            }
        }

        return Section.Seen(new HailFacts(null));
    }

    private static async Task<string?> EchoAsync(IPAddress address, CancellationToken cancellation)
    {
        try
        {
            using var ping = new Ping();
            var reply = await ping.SendPingAsync(address, Patience, cancellationToken: cancellation).ConfigureAwait(false);
            return reply.Status == IPStatus.Success ? "it answers a ping" : null;
        }
        catch (Exception e) when (e is PingException or OperationCanceledException or PlatformNotSupportedException or SocketException)
        {
            return null;
        }
    }

    private static async Task<string?> KnockAsync(IPAddress address, int port, NetworkPlace place, CancellationToken cancellation)
    {
        try
        {
            using var socket = place.Run(() => new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellation).ConfigureAwait(false);
            return $"its port {port} takes connections";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused ? $"its port {port} refuses connections" : null;
        }
        catch (Exception e) when (e is OperationCanceledException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
