namespace Gatemedic.Logs;

/// <summary>Reads the bytes of a log from front to back as a stream, and from anywhere where their length is known.</summary>
internal sealed class LogBytesStream(ILogBytes bytes) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => bytes.Length is not null;

    public override bool CanWrite => false;

    public override long Length => bytes.Length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => _position = CanSeek ? value : throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int got = bytes.Read(_position, buffer);
        _position += got;
        return got;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
