using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Counts TCP connections by where they lead and in which state (sock_diag(7)), in the network namespace of the calling thread.</summary>
internal static class TcpConnections
{
    private const ushort SocketDiagnosisByFamily = 20;
    private const int RequestLength = 56;
    private const uint AllButListening = 0xfff & ~(1u << 10);
    private const int MostKinds = 50_000;
    private const int MostTold = 200;

    private static readonly string[] States =
        ["", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV"];

    /// <summary>Those that were opened from here, most numerous first; what came in at a listening port is left out.</summary>
    public static ImmutableArray<ConnectionCount> Read()
    {
        var listening = (SocketDiag.TcpListeners("") ?? []).Select(l => l.Listener.Port).ToHashSet();
        var counts = new Dictionary<(IPAddress Address, int Port, byte State), int>();
        foreach (var (family, length) in ((byte, int)[])[(2, 4), (10, 16)])
        {
            Netlink.Ask(Netlink.SocketDiagnosis, SocketDiagnosisByFamily, dump: true, Request(family), reply => Count(counts, listening, reply, length));
        }

        return [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Port).Take(MostTold)
            .Select(c => new ConnectionCount(new IPEndPoint(c.Key.Address, c.Key.Port).ToString(), States[c.Key.State], c.Value))];
    }

    // struct inet_diag_msg: state at 1, source port at 4, destination port at 6, destination address at 24.
    private static void Count(Dictionary<(IPAddress, int, byte), int> counts, HashSet<int> listening, ReadOnlySpan<byte> reply, int addressLength)
    {
        if (reply.Length < 72 || reply[1] >= States.Length || listening.Contains(BinaryPrimitives.ReadUInt16BigEndian(reply[4..])))
        {
            return;
        }

        var remote = new IPAddress(reply.Slice(24, addressLength));
        var key = (remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote, (int)BinaryPrimitives.ReadUInt16BigEndian(reply[6..]), reply[1]);
        if (counts.Count < MostKinds || counts.ContainsKey(key))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
        }
    }

    // struct inet_diag_req_v2: family, protocol, then the states.
    private static byte[] Request(byte family)
    {
        var request = new byte[RequestLength];
        request[0] = family;
        request[1] = 6;
        MemoryMarshal.Write(request.AsSpan(4), AllButListening);
        return request;
    }
}
