using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>A log that is in memory already: what a command or the kernel gave.</summary>
internal sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : ILogBytes
{
    /// <inheritdoc/>
    public long? Length => bytes.Length;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        var left = bytes[(int)Math.Clamp(offset, 0, bytes.Length)..];
        left = left[..Math.Min(left.Length, buffer.Length)];
        left.Span.CopyTo(buffer);
        return left.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
