using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>The newest lines that came out of a pipe, kept so that they can be read again; the oldest make room.</summary>
/// <param name="pipe">What is read, until it ends.</param>
/// <param name="most">Bytes kept.</param>
public sealed class PipeWindow(ILogBytes pipe, int most) : ILogBytes
{
    private readonly Lock _gate = new();
    private byte[] _kept = [];
    private byte[] _lines = [];
    private int _filled;
    private long _came;
    private long _looked = -1;

    /// <summary>The pipe has ended, or broke.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Lines have made room.</summary>
    public bool HasLost { get; private set; }

    /// <inheritdoc/>
    public long? Length => _lines.Length;

    /// <summary>Reads until the pipe ends; runs beside the looks.</summary>
    public void Fill()
    {
        var block = new byte[64 << 10];
        long offset = 0;
        try
        {
            for (int got; (got = pipe.Read(offset, block)) > 0; offset += got)
            {
                Keep(block.AsSpan(0, got));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Who wrote has gone: what came is told.
        }

        HasEnded = true;
    }

    /// <summary>Takes in what came since the last look, whole lines only until the pipe has ended.</summary>
    public void Look()
    {
        lock (_gate)
        {
            if (_looked == _came && !HasEnded)
            {
                return;
            }

            _looked = _came;
            var kept = _kept.AsSpan(0, _filled);
            _lines = kept[..(HasEnded ? kept.Length : kept.LastIndexOf((byte)'\n') + 1)].ToArray();
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(_lines.Length - offset, 0, buffer.Length);
        _lines.AsSpan((int)Math.Min(offset, _lines.Length), count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => pipe.Dispose();

    private void Keep(ReadOnlySpan<byte> block)
    {
        lock (_gate)
        {
            if (_filled + block.Length > most)
            {
                MakeRoom(block.Length);
            }

            if (_filled + block.Length > _kept.Length)
            {
                Array.Resize(ref _kept, Math.Min(most, Math.Max(_filled + block.Length, 2 * _kept.Length)));
            }

            block.CopyTo(_kept.AsSpan(_filled));
            _filled += block.Length;
            _came += block.Length;
        }
    }

    // A quarter at once, so that the rest is seldom moved; up to the end of a line.
    private void MakeRoom(int wanted)
    {
        int gone = Math.Min(_filled, Math.Max(wanted, most / 4));
        int feed = _kept.AsSpan(gone, _filled - gone).IndexOf((byte)'\n');
        gone = feed < 0 ? _filled : gone + feed + 1;
        _kept.AsSpan(gone, _filled - gone).CopyTo(_kept);
        _filled -= gone;
        HasLost = true;
    }
}
