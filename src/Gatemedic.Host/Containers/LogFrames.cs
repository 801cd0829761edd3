using System.Buffers.Binary;

namespace Gatemedic.Host;

/// <summary>Takes apart what the engine gives of a container's output: frames of both streams, or bare text where the container has a terminal.</summary>
internal static class LogFrames
{
    /// <summary>Standard output.</summary>
    public const byte Output = 1;

    /// <summary>Standard error.</summary>
    public const byte Error = 2;

    private const int Header = 8;

    /// <summary>The text of one stream, or of both in their order; a frame that was cut off at the end counts as far as it goes.</summary>
    /// <param name="body">As the engine sent it.</param>
    /// <param name="stream">1 or 2; 0 for both.</param>
    public static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> body, byte stream = 0)
    {
        if (!IsFrame(body.Span))
        {
            return body;
        }

        var text = new byte[body.Length];
        var filled = 0;
        for (var rest = body.Span; IsFrame(rest);)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(rest[4..]), (uint)(rest.Length - Header));
            if (stream == 0 || rest[0] == stream)
            {
                rest.Slice(Header, length).CopyTo(text.AsSpan(filled));
                filled += length;
            }

            rest = rest[(Header + length)..];
        }

        return text.AsMemory(0, filled);
    }

    // One byte says the stream, three are zero, four are the length.
    private static bool IsFrame(ReadOnlySpan<byte> bytes) => bytes.Length >= Header && bytes[0] <= Error && bytes[1..4] is [0, 0, 0];
}
