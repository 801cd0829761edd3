namespace Gatemedic.Probes;

/// <summary>The first line of an HTTP/1 response, by the rules of ngx_http_parse_status_line.</summary>
internal static class StatusLine
{
    /// <summary>No status line can come of these bytes.</summary>
    public const int Invalid = -1;

    /// <summary>More bytes are needed.</summary>
    public const int Unfinished = 0;

    /// <summary>The status, or <see cref="Invalid"/> or <see cref="Unfinished"/>.</summary>
    public static int Status(ReadOnlySpan<byte> bytes)
    {
        var magic = "HTTP/"u8;
        if (!bytes.StartsWith(magic))
        {
            return magic.StartsWith(bytes) ? Unfinished : Invalid;
        }

        var rest = bytes[magic.Length..];
        if (!Number(ref rest, out _))
        {
            return rest.IsEmpty ? Unfinished : Invalid;
        }

        if (rest.IsEmpty)
        {
            return Unfinished;
        }

        if (rest[0] != '.')
        {
            return Invalid;
        }

        rest = rest[1..];
        if (!Number(ref rest, out _))
        {
            return rest.IsEmpty ? Unfinished : Invalid;
        }

        if (rest.IsEmpty)
        {
            return Unfinished;
        }

        if (rest[0] != ' ')
        {
            return Invalid;
        }

        rest = rest.TrimStart((byte)' ');
        if (!Number(ref rest, out var status))
        {
            return rest.IsEmpty ? Unfinished : Invalid;
        }

        return rest.IsEmpty ? Unfinished
            : status is >= 100 and <= 999 && rest[0] is (byte)' ' or (byte)'.' or (byte)'\r' or (byte)'\n' ? status
            : Invalid;
    }

    /// <summary>Takes up to three digits.</summary>
    private static bool Number(ref ReadOnlySpan<byte> rest, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits < 3 && digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            value = (value * 10) + (rest[digits++] - '0');
        }

        rest = rest[digits..];
        return digits > 0;
    }
}
