using System.Globalization;
using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the listening sockets out of /proc/net/tcp and tcp6.</summary>
internal static class NetTcpParser
{
    private const string ListenState = "0A";

    /// <summary>The listening sockets; lines that are none are passed over.</summary>
    public static IEnumerable<SocketLine> Parse(string text, SocketFamily family, string netNs)
    {
        foreach (var line in text.Split('\n'))
        {
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != ListenState || !ulong.TryParse(fields[9], out var inode))
            {
                continue;
            }

            var (address, port) = Endpoint(fields[1]);
            if (address is not null)
            {
                yield return new SocketLine(inode, new Listener
                {
                    Family = family,
                    Address = address.ToString(),
                    Port = port,
                    NetNs = netNs,
                    Queue = Queue(fields[4]),
                });
            }
        }
    }

    // For a listening socket rx_queue is the number of connections not yet accepted (sk_ack_backlog in tcp4_seq_show).
    private static int? Queue(string queues) =>
        int.TryParse(queues.AsSpan(queues.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, null, out var n) ? n : null;

    private static (IPAddress? Address, int Port) Endpoint(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32) || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.HexNumber, null, out var port))
        {
            return (null, 0);
        }

        // Words of 32 bits, printed as numbers of this machine, so their bytes come out in memory order.
        var bytes = new byte[colon / 2];
        for (var word = 0; word < colon / 8; word++)
        {
            if (!uint.TryParse(text.AsSpan(word * 8, 8), NumberStyles.HexNumber, null, out var value))
            {
                return (null, 0);
            }

            BitConverter.TryWriteBytes(bytes.AsSpan(word * 4), value);
        }

        return (new IPAddress(bytes), port);
    }
}
