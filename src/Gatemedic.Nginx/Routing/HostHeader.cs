namespace Gatemedic.Nginx;

/// <summary>Checks a host as ngx_http_validate_host does.</summary>
internal static class HostHeader
{
    /// <summary>The host lower-cased, without port and trailing dot; null when nginx answers 400.</summary>
    public static string? Validate(string host)
    {
        var (dot, length, state) = (host.Length, host.Length, 'u');
        for (var i = 0; i < host.Length; i++)
        {
            switch (host[i])
            {
                case '.':
                    if (dot == i - 1)
                    {
                        return null;
                    }

                    dot = i;
                    break;
                case ':' when state == 'u':
                    (length, state) = (i, 'r');
                    break;
                case '[' when i == 0:
                    state = 'l';
                    break;
                case ']' when state == 'l':
                    (length, state) = (i + 1, 'r');
                    break;
                case '/' or <= ' ' or '\x7f':
                    return null;
            }
        }

        length -= dot == length - 1 ? 1 : 0;
        return length <= 0 ? null : Lower(host[..length]);
    }

    /// <summary>Lower case for ASCII only, as ngx_strlow.</summary>
    private static string Lower(string text) =>
        string.Create(text.Length, text, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = from[i] is >= 'A' and <= 'Z' ? (char)(from[i] | 0x20) : from[i];
            }
        });
}
