using System.IO.Compression;

namespace Gatemedic.Host;

/// <summary>Unpacks gzip, members one after another as logrotate's appending leaves them, and complains of what follows the last member.</summary>
internal sealed class GzipMembers(Stream packed) : ReadOnlyStream
{
    private readonly GZipStream _inner = new(packed, CompressionMode.Decompress);
    private bool _ended;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int got = _ended ? 0 : _inner.Read(buffer);
        if (got > 0 || buffer.IsEmpty || _ended)
        {
            return got;
        }

        // .NET stops without a word where no further member starts. It takes 8 KiB at a time, so what is told is what it left; tapes and some
        // copies pad with zeros.
        _ended = true;
        return packed.CanSeek && packed.Length > packed.Position && HasContent(packed)
            ? throw new InvalidDataException("after a whole gzip file follow bytes that are none; they were not read")
            : 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool HasContent(Stream rest)
    {
        Span<byte> block = stackalloc byte[4096];
        for (int got; (got = rest.Read(block)) > 0;)
        {
            if (block[..got].ContainsAnyExcept((byte)0))
            {
                return true;
            }
        }

        return false;
    }
}
