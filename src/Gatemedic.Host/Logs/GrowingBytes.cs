using Gatemedic.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>The whole lines of a file that is being written: what follows the last line feed waits for the next look.</summary>
internal sealed class GrowingBytes(SafeFileHandle handle) : ILogBytes
{
    // A line longer than this counts as whole where it ends for now: a writer that ends no line must not hold back all that it wrote.
    private const int LongestLine = 1 << 20;
    private const int Block = 64 << 10;
    private const int Remembered = 64;

    private readonly byte[] _buffer = new byte[Block];
    private byte[] _end = [];
    private long _whole;

    /// <inheritdoc/>
    public long? Length => _whole;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Clamp(_whole - offset, 0, buffer.Length)];
        return buffer.IsEmpty ? 0 : RandomAccess.Read(handle, buffer, offset);
    }

    /// <summary>Takes in the lines that are whole by now. True when the file was cut off since: then it is read from its start again.</summary>
    public bool Look()
    {
        long length = RandomAccess.GetLength(handle);

        // It may have been cut off and have grown past the old end since the last look; then other bytes stand there.
        bool isCut = length < _whole || !Before(_whole, _end.Length).SequenceEqual(_end);
        _whole = isCut ? 0 : _whole;
        _whole = LastLineEnd(length);
        _end = Before(_whole, (int)Math.Min(Remembered, _whole)).ToArray();
        return isCut;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private long LastLineEnd(long length)
    {
        for (long at = length; at > _whole && length - at < LongestLine;)
        {
            int size = (int)Math.Min(Block, at - _whole);
            var block = Before(at, size);
            int feed = block.LastIndexOf((byte)'\n');
            if (feed >= 0)
            {
                return at - size + feed + 1;
            }

            at -= size;
        }

        return length - _whole < LongestLine ? _whole : length;
    }

    private ReadOnlySpan<byte> Before(long end, int count)
    {
        int filled = 0;
        for (int got = 1; got > 0 && filled < count; filled += got)
        {
            got = RandomAccess.Read(handle, _buffer.AsSpan(filled, count - filled), end - count + filled);
        }

        return _buffer.AsSpan(0, filled);
    }
}
