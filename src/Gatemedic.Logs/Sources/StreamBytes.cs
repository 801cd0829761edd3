namespace Gatemedic.Logs;

/// <summary>The bytes of a stream, for one reader.</summary>
public sealed class StreamBytes(Stream stream) : ILogBytes
{
    /// <inheritdoc/>
    public long? Length => stream.CanSeek ? stream.Length : null;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        if (stream.CanSeek && stream.Position != offset)
        {
            stream.Position = offset;
        }
        return stream.Read(buffer);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
