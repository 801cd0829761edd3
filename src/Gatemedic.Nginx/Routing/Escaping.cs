using System.Text;

namespace Gatemedic.Nginx;

/// <summary>ngx_escape_uri and ngx_unescape_uri over byte text.</summary>
internal static class Escaping
{
    /// <summary>Escapes for the path of a URI: not space, %, #, ?, control characters, ", &lt;, &gt;, \, ^, `, {, |, } and bytes from 0x7f.</summary>
    public static string Uri(string text) => Escape(text, " \"#%<>?\\^`{|}");

    /// <summary>Escapes for an argument: those of a path, and &amp;, +, ; besides.</summary>
    public static string Arguments(string text) => Escape(text, " \"#%&+;<>?\\^`{|}");

    /// <summary>NGX_UNESCAPE_REDIRECT: decodes what is safe in a Location header, up to the first '?'.</summary>
    public static string UnescapeRedirect(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '?')
            {
                return plain.Append(text, i, text.Length - i).ToString();
            }

            if (text[i] != '%')
            {
                plain.Append(text[i]);
                continue;
            }

            if (i + 1 == text.Length)
            {
                break;
            }

            if (!char.IsAsciiHexDigit(text[i + 1]))
            {
                plain.Append(text[++i]);
                continue;
            }

            if (i + 2 == text.Length)
            {
                break;
            }

            if (char.IsAsciiHexDigit(text[i + 2]))
            {
                var decoded = (char)Convert.ToInt32(text.Substring(i + 1, 2), 16);
                if (decoded == '?' && char.IsAsciiLetter(text[i + 2]))
                {
                    return plain.Append('?').Append(text, i + 3, text.Length - i - 3).ToString();
                }

                _ = decoded is > '%' and < '\x7f' ? plain.Append(decoded) : plain.Append(text, i, 3);
            }

            i += 2;
        }

        return plain.ToString();
    }

    private static string Escape(string text, string unsafeChars)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var ch in text)
        {
            _ = ch is < ' ' or >= '\x7f' || unsafeChars.Contains(ch, StringComparison.Ordinal)
                ? escaped.Append('%').Append(((int)ch).ToString("X2"))
                : escaped.Append(ch);
        }

        return escaped.ToString();
    }
}
