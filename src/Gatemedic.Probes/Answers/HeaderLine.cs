namespace Gatemedic.Probes;

/// <summary>One line of a response header, judged by the rules of ngx_http_parse_header_line for upstreams.</summary>
internal static class HeaderLine
{
    /// <summary>
    /// Index of the byte for which nginx refuses the line, or -1. The line comes without its LF; one that is still growing is
    /// refused as soon as nginx would.
    /// </summary>
    public static int Fault(ReadOnlySpan<byte> line)
    {
        var ended = line.TrimEnd((byte)'\r');
        var colon = ended.IndexOf((byte)':');
        if (colon == 0)
        {
            return 0;
        }

        var name = colon < 0 ? ended : ended[..colon];

        // A second status line, which some IIS send, is passed over.
        if (name.StartsWith("HTTP/"u8))
        {
            return -1;
        }

        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] is <= 0x20 or 0x7f)
            {
                return index;
            }
        }

        var bad = colon < 0 ? -1 : ended[colon..].IndexOfAny((byte)0, (byte)'\r');
        return bad < 0 ? -1 : colon + bad;
    }

    /// <summary>The value when the line has that name; null otherwise.</summary>
    public static string? Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, int limit = 200)
    {
        var colon = line.IndexOf((byte)':');
        return colon == name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..colon], name)
            ? Printable.Of(line[(colon + 1)..].Trim(" \t\r"u8), limit)
            : null;
    }
}
