using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatemedic.Nginx;

/// <summary>Networks as allow, deny, geo and set_real_ip_from name them.</summary>
internal static class AddressRange
{
    /// <summary>Length of the prefix when an address lies in <c>10.0.0.0/8</c>, <c>10.0.0.1</c>, <c>10.0.0.1-10.0.0.9</c> or <c>all</c>; null when it does not.</summary>
    public static int? Prefix(string range, IPAddress address)
    {
        if (range == "all")
        {
            return 0;
        }

        if (range.Split('-') is [var first, var last])
        {
            return IPAddress.TryParse(first, out var low) && IPAddress.TryParse(last, out var high) && Compare(low, address) <= 0 && Compare(address, high) <= 0 ? 1 : null;
        }

        var parts = range.Split('/');
        if (!IPAddress.TryParse(parts[0], out var network) || network.AddressFamily != address.AddressFamily)
        {
            return null;
        }

        var (bits, own) = (network.GetAddressBytes(), address.GetAddressBytes());
        var length = parts is [_, var text] ? Length(text, bits.Length) : bits.Length * 8;
        for (var i = 0; i < length; i++)
        {
            if (((bits[i / 8] ^ own[i / 8]) & (0x80 >> (i % 8))) != 0)
            {
                return null;
            }
        }

        return length;
    }

    /// <summary>A prefix length, or a mask as 255.255.0.0.</summary>
    private static int Length(string text, int bytes) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? Math.Min(length, bytes * 8)
        : IPAddress.TryParse(text, out var mask) && mask.AddressFamily == AddressFamily.InterNetwork ? mask.GetAddressBytes().Sum(b => System.Numerics.BitOperations.PopCount(b))
        : bytes * 8;

    private static int Compare(IPAddress a, IPAddress b) =>
        a.AddressFamily == b.AddressFamily ? a.GetAddressBytes().AsSpan().SequenceCompareTo(b.GetAddressBytes()) : a.AddressFamily.CompareTo(b.AddressFamily);
}
