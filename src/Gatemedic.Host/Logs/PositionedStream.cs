using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>A stream over bytes that somebody else holds open; several may read the same.</summary>
internal sealed class PositionedStream(ILogBytes bytes) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override long Length => bytes.Length ?? throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int got = bytes.Read(Position, buffer);
        Position += got;
        return got;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };
}
