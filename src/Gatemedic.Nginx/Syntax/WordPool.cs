using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Decodes words, giving the same string for the same short word: a configuration repeats few names many times.</summary>
internal sealed class WordPool
{
    private const int Slots = 4096;
    private const int LongestPooled = 48;

    private readonly string?[] slots = new string?[Slots];

    /// <summary>The value of a word as nginx stores it; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="bytes">The word without its quotes.</param>
    /// <param name="escaped">It has a backslash.</param>
    public string Text(ReadOnlySpan<byte> bytes, bool escaped)
    {
        if (escaped)
        {
            return Encoding.UTF8.GetString(Unescape(bytes, new byte[bytes.Length]));
        }

        if (bytes.Length > LongestPooled)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var hash = (uint)bytes.Length;
        foreach (var b in bytes)
        {
            hash = (hash * 31) + b;
        }

        ref var slot = ref slots[(hash ^ (hash >> 12)) % Slots];

        // Threads may share a pool: a slot is read once and written whole.
        var known = slot;
        return known is not null && Ascii.Equals(bytes, known) ? known : slot = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Only <c>\" \' \\</c> lose the backslash and <c>\t \r \n</c> become control characters; every other pair stays.</summary>
    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var length = 0;
        for (var i = 0; i < from.Length; i++)
        {
            var next = from[i] == '\\' && i + 1 < from.Length ? from[i + 1] : (byte)0;
            var value = next switch
            {
                (byte)'"' or (byte)'\'' or (byte)'\\' => next,
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'n' => (byte)'\n',
                _ => (byte)0,
            };
            to[length++] = value == 0 ? from[i] : value;
            i += value == 0 ? 0 : 1;
        }

        return to[..length];
    }
}
