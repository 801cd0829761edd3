using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Host;

/// <summary>The frames in which PM2's daemon speaks: a byte with version and count, then each argument with its length before it.</summary>
internal static class Amp
{
    private const byte Version = 1;

    /// <summary>A frame.</summary>
    public static byte[] Frame(params ReadOnlySpan<string> arguments)
    {
        using var stream = new MemoryStream();
        stream.WriteByte((byte)((Version << 4) | arguments.Length));
        Span<byte> length = stackalloc byte[4];
        foreach (var argument in arguments)
        {
            var bytes = Encoding.UTF8.GetBytes(argument);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            stream.Write(length);
            stream.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>The arguments of the first frame; none while it is not whole.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Arguments(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var at = 1;
        for (var left = bytes.Span[0] & 0xf; left > 0; left--)
        {
            if (bytes.Length - at < 4 || BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..]) is var length && length > bytes.Length - at - 4)
            {
                return [];
            }

            found.Add(bytes.Slice(at + 4, (int)length));
            at += 4 + (int)length;
        }

        return found.ToImmutable();
    }
}
