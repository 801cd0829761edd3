namespace Gatemedic.Logs;

/// <summary>The bytes of one log. The edge of the program opens files, pipes and packed files; here is only read.</summary>
public interface ILogBytes : IDisposable
{
    /// <summary>Bytes in all; null for what can only be read once from front to back (a pipe, a packed file).</summary>
    long? Length { get; }

    /// <summary>
    /// Reads some of the bytes from <paramref name="offset"/> on, at most the buffer's length; 0 at the end. With a <see cref="Length"/> it may be
    /// called from several threads at once; without, each call must go on where the last one ended.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read any further.</exception>
    /// <exception cref="InvalidDataException">The packed file is damaged.</exception>
    int Read(long offset, Span<byte> buffer);
}
