using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Asks one DNS server one question: over UDP, sent twice, and over TCP when the answer was cut.</summary>
internal sealed class DnsProbe(IPEndPoint server, NetworkNamespace? from, TimeSpan patience)
{
    private const int LongestDatagram = 4096;

    /// <summary>A reply in any case; only cancellation throws.</summary>
    public async Task<DnsReply> AskAsync(string name, bool ipv6, CancellationToken cancellation)
    {
        var type = ipv6 ? DnsQuery.TypeAaaa : DnsQuery.TypeA;
        if (DnsQuery.Write((ushort)Random.Shared.Next(ushort.MaxValue), name, type) is not { } query)
        {
            return new DnsReply(3, [], null, "not a name that DNS can hold");
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(patience);
        try
        {
            var message = await DatagramAsync(query, bounded.Token);
            message = DnsMessageParser.IsCut(message) ? await StreamAsync(query, bounded.Token) : message;
            return DnsMessageParser.Parse(message, type);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DnsReply(null, [], null, $"no answer within {patience.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is SocketException or ErrnoException or EndOfStreamException)
        {
            return new DnsReply(null, [], null, Errno.Of(e) is { } errno ? Errno.Words(errno) : "it closed the connection");
        }
    }

    private async Task<byte[]> DatagramAsync(byte[] query, CancellationToken cancellation)
    {
        using var socket = Open(SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellation);
        var buffer = new byte[LongestDatagram];
        await socket.SendAsync(query, cancellation);
        var again = Task.Delay(patience / 3, cancellation);
        var receiving = socket.ReceiveAsync(buffer, cancellation).AsTask();
        while (true)
        {
            if (await Task.WhenAny(receiving, again) == again && !receiving.IsCompleted)
            {
                await again;
                await socket.SendAsync(query, cancellation);
                again = Task.Delay(Timeout.Infinite, cancellation);
                continue;
            }

            var message = buffer.AsSpan(0, await receiving);
            if (DnsMessageParser.Answers(message, query))
            {
                return message.ToArray();
            }

            // Somebody else's answer, or a forged one: nginx waits on, too.
            receiving = socket.ReceiveAsync(buffer, cancellation).AsTask();
        }
    }

    private async Task<byte[]> StreamAsync(byte[] query, CancellationToken cancellation)
    {
        using var socket = Open(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellation);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);
        await stream.ReadExactlyAsync(framed.AsMemory(0, 2), cancellation);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(framed)];
        await stream.ReadExactlyAsync(message, cancellation);
        return DnsMessageParser.Answers(message, query) ? message : throw new EndOfStreamException();
    }

    private Socket Open(SocketType type, ProtocolType protocol) => from is null
        ? new Socket(server.AddressFamily, type, protocol)
        : new Socket(new SafeSocketHandle(
            from.OpenSocket(server.AddressFamily == AddressFamily.InterNetwork ? Native.AfInet : Native.AfInet6, type == SocketType.Dgram ? Native.NonBlockingDatagram : Native.NonBlockingStream), ownsHandle: true));
}
