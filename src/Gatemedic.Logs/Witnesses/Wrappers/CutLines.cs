using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>Joins the parts of lines that were cut on their way: by Docker at 16 KiB, by the kubelet's runtime likewise.</summary>
internal sealed class CutLines
{
    // Writers with a line begun, and bytes of one line; what is beyond is lost.
    private const int MostWriters = 64;
    private const int Longest = 64 << 10;

    private readonly Dictionary<LineStream, ArrayBufferWriter<byte>> _parts = [];

    /// <summary>True when the line is whole, with what was kept of it before; false when more of it is to come.</summary>
    internal bool Join(ref ReadOnlySpan<byte> text, Envelope envelope)
    {
        if (!envelope.IsPart && _parts.Count == 0)
        {
            return true;
        }
        var stream = envelope.Stream;
        if (!_parts.TryGetValue(stream, out var parts))
        {
            if (!envelope.IsPart)
            {
                return true;
            }
            if (_parts.Count >= MostWriters)
            {
                _parts.Clear();
            }
            _parts[stream] = parts = new ArrayBufferWriter<byte>();
        }
        parts.Write(text[..Math.Min(text.Length, Longest - parts.WrittenCount)]);
        if (envelope.IsPart)
        {
            return false;
        }
        _parts.Remove(stream);
        text = parts.WrittenSpan;
        return true;
    }
}
