using System.Buffers;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>A body in chunks, as far as it was read, judged by the rules of ngx_http_parse_chunked.</summary>
internal static class ChunkedBody
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The part that nginx refuses; null when there is none in these bytes.</summary>
    public static InvalidPart? Fault(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            var digits = line.IndexOfAnyExcept(Digits);
            digits = digits < 0 ? line.Length : digits;
            if (line.IsEmpty && end < 0)
            {
                return null;
            }

            var size = Size(line[..digits]);
            if (size is null || (digits < line.Length && line[digits] is not ((byte)';' or (byte)' ' or (byte)'\t' or (byte)'\r')))
            {
                return Bad(line);
            }

            if (end < 0 || size == 0)
            {
                return null;
            }

            body = body[(end + 1)..];
            if (size >= body.Length)
            {
                return null;
            }

            body = body[(int)size..];
            if (body[0] is not ((byte)'\r' or (byte)'\n') || body is [(byte)'\r', not (byte)'\n', ..])
            {
                return Bad(body);
            }

            if (body.Length == 1 && body[0] == '\r')
            {
                return null;
            }

            body = body[(body[0] == '\r' ? 2 : 1)..];
        }
    }

    /// <summary>The size that these digits say; null for none, and for more than nginx takes.</summary>
    private static long? Size(ReadOnlySpan<byte> digits) =>
        !digits.IsEmpty && long.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var size) && size >= 0 ? size : null;

    private static InvalidPart Bad(ReadOnlySpan<byte> bytes) => new("chunk", Printable.Of(bytes[..Math.Min(bytes.Length, 40)], 80));
}
