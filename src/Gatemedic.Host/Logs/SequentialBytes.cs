using Gatemedic.Logs;
using ZstdSharp;

namespace Gatemedic.Host;

/// <summary>The bytes of what can only be read from front to back. The unpacker lives only while it reads: hundreds of logs may be open at once.</summary>
/// <param name="open">Starts at the first byte. Of a pipe it is called once.</param>
/// <param name="held">What is open as long as this is.</param>
internal sealed class SequentialBytes(Func<Stream> open, IDisposable held) : ILogBytes
{
    private Stream? _stream;
    private bool _ended;

    /// <inheritdoc/>
    public long? Length => null;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        try
        {
            int got = _ended ? 0 : (_stream ??= open()).Read(buffer);
            if (got == 0 && !buffer.IsEmpty)
            {
                End();
            }

            return got;
        }
        catch (Exception e) when (Damage(e) is { } damage)
        {
            End();
            throw new InvalidDataException(damage, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        held.Dispose();
    }

    /// <summary>What an unpacker's exception says of the file, in words; null when it is about something else.</summary>
    public static string? Damage(Exception fault) => fault switch
    {
        EndOfStreamException => "the packed file is cut off",
        InvalidDataException { Message: var said } => said.Contains("truncated", StringComparison.OrdinalIgnoreCase) ? "the packed file is cut off" : $"the packed file is damaged: {said}",
        ZstdException e when e.Message.Contains("much memory", StringComparison.Ordinal) => "it was packed with a window of more than 64 MiB; zstd -dc --long=31 unpacks it",
        ZstdException e => $"the packed file is damaged: {e.Message}",
        _ => null,
    };

    private void End()
    {
        _ended = true;
        _stream?.Dispose();
        _stream = null;
    }
}
