namespace Gatemedic.Logs.Tests;

/// <summary>Counts the bytes that are read.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    internal long Taken { get; private set; }

    // Reading into a span comes here too.
    public override int Read(byte[] buffer, int offset, int count)
    {
        int got = base.Read(buffer, offset, count);
        Taken += got;
        return got;
    }
}

/// <summary>Zero bytes, then a text; may claim to be longer than it is, like a log that is cut off while it is read.</summary>
internal sealed class PaddedStream(long padding, byte[] text) : Stream
{
    internal long Padding => padding;

    internal long? Claimed { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Claimed ?? padding + text.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int got = (int)Math.Clamp(padding + text.Length - Position, 0, count);
        for (int i = 0; i < got; i++, Position++)
        {
            buffer[offset + i] = Position < padding ? (byte)0 : text[Position - padding];
        }
        return got;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
