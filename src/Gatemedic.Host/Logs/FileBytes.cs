using Gatemedic.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>
/// The bytes of a regular file, as many as it had when it was opened. They are read and not mapped: a file that is cut off meanwhile just ends,
/// where a mapping would end the process.
/// </summary>
internal sealed class FileBytes(SafeFileHandle handle, long length) : ILogBytes
{
    /// <inheritdoc/>
    public long? Length => length;

    /// <summary>
    /// Where the first bytes stand that were ever written. A program that does not append writes on at its old offset after copytruncate, and leaves a
    /// hole before it.
    /// </summary>
    public long FirstData => Math.Max(0, Libc.Seek(handle, 0, Libc.SeekData));

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Clamp(length - offset, 0, buffer.Length)];
        try
        {
            return buffer.IsEmpty ? 0 : RandomAccess.Read(handle, buffer, offset);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
