using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads the listening sockets out of /proc/net/unix.</summary>
internal static class NetUnixParser
{
    /// <summary>__SO_ACCEPTCON: listen(2) was called.</summary>
    private const int AcceptsConnections = 0x10000;

    /// <summary>The listening sockets that have a name; abstract ones begin with "@".</summary>
    public static IEnumerable<SocketLine> Parse(string text, string netNs)
    {
        foreach (var line in text.Split('\n'))
        {
            // Num RefCount Protocol Flags Type St Inode Path; the path is the rest of the line, blanks included.
            var fields = line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 8
                && int.TryParse(fields[3], NumberStyles.HexNumber, null, out var flags)
                && (flags & AcceptsConnections) != 0
                && ulong.TryParse(fields[6], out var inode))
            {
                yield return new SocketLine(inode, new Listener { Family = SocketFamily.Unix, Path = fields[7], NetNs = netNs });
            }
        }
    }
}
