using System.Text;

namespace Gatemedic.Probes;

/// <summary>Bytes from the wire as text that cannot harm a terminal.</summary>
internal static class Printable
{
    /// <summary>Printable ASCII kept, everything else as \xNN; at most <paramref name="limit"/> characters, cut between bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int limit)
    {
        var text = new StringBuilder();
        foreach (var octet in bytes.TrimEnd("\r\n"u8))
        {
            var written = octet is >= 0x20 and < 0x7f ? ((char)octet).ToString() : $"\\x{octet:x2}";
            if (text.Length + written.Length > limit)
            {
                break;
            }

            text.Append(written);
        }

        return text.ToString();
    }
}
