using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>JSON text that is written once from the front to the back, and can be cut off at the back: in pieces, so that it never moves.</summary>
internal sealed class PayloadBuffer
{
#if DEBUG
    private const int ChunkSize = 64;
#else
    private const int ChunkSize = 1 << 18;
#endif
    private const int LongestNumber = 20;
    private const string Hex = "0123456789abcdef";

    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x60).Select(b => (byte)b).Where(b => b is not ((byte)'"' or (byte)'\\'))]);

    private readonly List<byte[]> chunks = [];
    private byte[] chunk = [];
    private int used;

    /// <summary>Bytes so far.</summary>
    public long Position => chunks.Count == 0 ? 0 : ((long)(chunks.Count - 1) * ChunkSize) + used;

    /// <summary>Forgets what was written after a position.</summary>
    public void Truncate(long position)
    {
        var count = (int)((position + ChunkSize - 1) / ChunkSize);
        chunks.RemoveRange(count, chunks.Count - count);
        (chunk, used) = count == 0 ? ([], 0) : (chunks[^1], (int)(position - ((long)(count - 1) * ChunkSize)));
    }

    /// <summary>Copies what was written between two positions.</summary>
    public void CopyTo(Stream output, long from, long to)
    {
        while (from < to)
        {
            var at = (int)(from % ChunkSize);
            var length = (int)Math.Min(ChunkSize - at, to - from);
            output.Write(chunks[(int)(from / ChunkSize)], at, length);
            from += length;
        }
    }

    /// <summary>The byte at a position.</summary>
    public byte At(long position) => chunks[(int)(position / ChunkSize)][(int)(position % ChunkSize)];

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > chunk.Length - used)
        {
            var fits = chunk.Length - used;
            bytes[..fits].CopyTo(chunk.AsSpan(used));
            bytes = bytes[fits..];
            chunks.Add(chunk = GC.AllocateUninitializedArray<byte>(ChunkSize));
            used = 0;
        }

        bytes.CopyTo(chunk.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>A number.</summary>
    public void Number(int value)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        Utf8Formatter.TryFormat(value, digits, out var length);
        Raw(digits[..length]);
    }

    /// <summary>A string, pure ASCII as Python's json writes it; bytes that are not UTF-8 become U+FFFD.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Raw("\""u8);
        Escaped(utf8);
        Raw("\""u8);
    }

    /// <summary>A string.</summary>
    public void Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <summary>The inside of a string.</summary>
    public void Escaped(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                Raw(utf8);
                return;
            }

            Raw(utf8[..plain]);
            utf8 = utf8[(plain + Special(utf8[plain..]))..];
        }
    }

    /// <summary>Writes one character that needs an escape; gives its length in bytes.</summary>
    private int Special(ReadOnlySpan<byte> utf8)
    {
        switch (utf8[0])
        {
            case (byte)'"':
                Raw("\\\""u8);
                return 1;
            case (byte)'\\':
                Raw("\\\\"u8);
                return 1;
            case (byte)'\n':
                Raw("\\n"u8);
                return 1;
            case (byte)'\r':
                Raw("\\r"u8);
                return 1;
            case (byte)'\t':
                Raw("\\t"u8);
                return 1;
            case (byte)'\b':
                Raw("\\b"u8);
                return 1;
            case (byte)'\f':
                Raw("\\f"u8);
                return 1;
        }

        Rune.DecodeFromUtf8(utf8, out var rune, out var length);
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            Raw([(byte)'\\', (byte)'u', (byte)Hex[unit >> 12], (byte)Hex[(unit >> 8) & 15], (byte)Hex[(unit >> 4) & 15], (byte)Hex[unit & 15]]);
        }

        return length;
    }
}
