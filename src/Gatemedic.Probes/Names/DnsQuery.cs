using System.Buffers.Binary;
using System.Text;

namespace Gatemedic.Probes;

/// <summary>A DNS question as ngx_resolver_create_name_query writes it: recursion desired, one question, no EDNS, so that answers over 512 bytes come cut.</summary>
internal static class DnsQuery
{
    public const ushort TypeA = 1;
    public const ushort TypeAaaa = 28;
    public const ushort ClassIn = 1;
    public const int HeaderLength = 12;

    private const ushort RecursionDesired = 0x100;
    private const int LongestLabel = 63;
    private const int LongestName = 255;

    /// <summary>The bytes of the question; null when the name is none that DNS can hold.</summary>
    public static byte[]? Write(ushort id, string name, ushort type)
    {
        var labels = name.TrimEnd('.').Split('.').Select(Encoding.UTF8.GetBytes).ToList();
        var length = labels.Sum(l => l.Length + 1) + 1;
        if (length > LongestName || labels.Exists(l => l.Length is 0 or > LongestLabel))
        {
            return null;
        }

        var query = new byte[HeaderLength + length + 4];
        BinaryPrimitives.WriteUInt16BigEndian(query, id);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(2), RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(4), 1);
        var at = HeaderLength;
        foreach (var label in labels)
        {
            query[at] = (byte)label.Length;
            label.CopyTo(query, at + 1);
            at += label.Length + 1;
        }

        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(at + 1), type);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(at + 3), ClassIn);
        return query;
    }
}
