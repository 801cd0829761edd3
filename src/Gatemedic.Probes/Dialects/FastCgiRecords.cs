using System.Buffers.Binary;
using System.Text;

namespace Gatemedic.Probes;

/// <summary>FastCGI records on the wire: writes those of a request.</summary>
internal static class FastCgiRecords
{
    public const int HeaderLength = 8;
    public const byte Version = 1;
    public const byte Begin = 1;
    public const byte End = 3;
    public const byte Params = 4;
    public const byte Stdin = 5;
    public const byte Stdout = 6;
    public const byte Stderr = 7;

    public static byte[] Request(IEnumerable<(string Name, string Value)> variables)
    {
        using var parameters = new MemoryStream();
        foreach (var (name, value) in variables)
        {
            AppendLength(parameters, name.Length);
            AppendLength(parameters, value.Length);
            parameters.Write(Encoding.ASCII.GetBytes(name));
            parameters.Write(Encoding.ASCII.GetBytes(value));
        }

        return
        [
            .. Record(Begin, [0, 1, 0, 0, 0, 0, 0, 0]),
            .. Record(Params, parameters.ToArray()),
            .. Record(Params, []),
            .. Record(Stdin, []),
        ];
    }

    public static byte[] Record(byte type, ReadOnlySpan<byte> content)
    {
        var record = new byte[HeaderLength + content.Length];
        record[0] = Version;
        record[1] = type;
        record[3] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(4), (ushort)content.Length);
        content.CopyTo(record.AsSpan(HeaderLength));
        return record;
    }

    private static void AppendLength(MemoryStream parameters, int length)
    {
        if (length < 128)
        {
            parameters.WriteByte((byte)length);
            return;
        }

        Span<byte> wide = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(wide, (uint)length | 0x8000_0000);
        parameters.Write(wide);
    }
}
