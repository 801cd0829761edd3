using System.Text;

namespace Gatemedic.Logs;

/// <summary>Turns log bytes into text; what is not UTF-8 becomes U+FFFD.</summary>
internal static class LogText
{
    internal static string Of(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    internal static string? OrNull(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : Of(bytes);

    internal static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line.EndsWith("\r"u8) ? line[..^1] : line;

    /// <summary>Reads the decimal number at the start; -1 when there is none or it does not fit.</summary>
    internal static long Number(ReadOnlySpan<byte> text, out int length)
    {
        long value = 0;
        for (length = 0; length < text.Length && length < 18 && char.IsAsciiDigit((char)text[length]); length++)
        {
            value = value * 10 + (text[length] - '0');
        }
        return length == 0 ? -1 : value;
    }
}
