namespace Gatemedic.Logs;

/// <summary>Brings what access and error logs write of one request to the same bytes.</summary>
internal static class RequestText
{
    /// <summary>Undoes the escaping of an access log; returns the length written, never more than the text's.</summary>
    internal static int Unescape(ReadOnlySpan<byte> text, string escape, Span<byte> into)
    {
        text = text[..Math.Min(text.Length, into.Length)];
        int escaped = escape == "none" ? -1 : text.IndexOf((byte)'\\');
        if (escaped < 0)
        {
            text.CopyTo(into);
            return text.Length;
        }
        int length = 0;
        for (int at = 0; at < text.Length;)
        {
            into[length++] = text[at] == '\\' ? Escaped(text[at..], out int read) : One(text[at], out read);
            at += read;
        }
        return length;
    }

    /// <summary>The target of a request line: what stands between the method and the protocol.</summary>
    internal static ReadOnlySpan<byte> Target(ReadOnlySpan<byte> request)
    {
        int space = request.IndexOf((byte)' ');
        var target = space < 0 ? request : request[(space + 1)..];
        int end = target.LastIndexOf(" HTTP/"u8);
        return end < 0 ? target : target[..end];
    }

    /// <summary>Two names of a host are the same, whatever their case, port and closing dot.</summary>
    internal static bool IsSameHost(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        one = Name(one);
        other = Name(other);
        return System.Text.Ascii.EqualsIgnoreCase(one, other);
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> host)
    {
        int colon = host.LastIndexOf((byte)':');
        host = colon > 0 && host[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? host[..colon] : host;
        return host.EndsWith((byte)'.') ? host[..^1] : host;
    }

    private static byte One(byte b, out int read)
    {
        read = 1;
        return b;
    }

    // ngx_http_log_escape writes \xHH; ngx_escape_json writes \" \\ \n \r \t \b \f and \u00XX.
    private static byte Escaped(ReadOnlySpan<byte> text, out int read)
    {
        byte kind = text.Length > 1 ? text[1] : (byte)0;
        if (kind == 'x' && text.Length >= 4 && Hex(text[2], text[3]) is >= 0 and var b)
        {
            read = 4;
            return (byte)b;
        }
        if (kind == 'u' && text.Length >= 6 && text[2] == '0' && text[3] == '0' && Hex(text[4], text[5]) is >= 0 and var u)
        {
            read = 6;
            return (byte)u;
        }
        read = kind is (byte)'"' or (byte)'\\' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' ? 2 : 1;
        return kind switch
        {
            (byte)'"' or (byte)'\\' => kind,
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => (byte)'\\',
        };
    }

    private static int Hex(byte high, byte low) =>
        char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low) ? Digit(high) * 16 + Digit(low) : -1;

    private static int Digit(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
