namespace Gatemedic.Logs;

/// <summary>The bytes of a stream; whoever gave the stream closes it.</summary>
internal sealed class StreamLogBytes(Stream stream) : ILogBytes
{
    /// <inheritdoc/>
    public long? Length { get; } = stream.CanSeek ? stream.Length : null;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        if (Length is not null)
        {
            stream.Position = offset;
        }
        return stream.Read(buffer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
