using System.Buffers;

namespace Gatemedic.Nginx;

/// <summary>Finds the brace that ends a *_by_lua_block body, by Lua's rules for strings, long brackets and comments (lua-nginx-module).</summary>
internal static class LuaBlockScanner
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("{}\"'[-"u8);

    /// <summary>Offset after the closing brace, or nginx's message.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="from">Offset after the opening brace.</param>
    public static (int End, string? Fault) Find(ReadOnlySpan<byte> bytes, int from)
    {
        const string unfinished = "unexpected end of file, expecting terminating characters for lua code block";
        var depth = 1;
        var at = from;
        while (at < bytes.Length && bytes[at..].IndexOfAny(Special) is >= 0 and var step)
        {
            at += step;
            switch (bytes[at])
            {
                case (byte)'{':
                    depth++;
                    at++;
                    break;
                case (byte)'}':
                    at++;
                    if (--depth == 0)
                    {
                        return (at, null);
                    }

                    break;
                case (byte)'"' or (byte)'\'':
                    at = EndOfString(bytes, at);
                    break;
                default:
                    var comment = bytes[at..].StartsWith("--"u8);
                    var open = comment ? at + 2 : at;
                    if (LongBracketLevel(bytes, open) is { } level)
                    {
                        var closing = LongBracketClosing(level);
                        var length = bytes[(open + level + 2)..].IndexOf(closing);
                        if (length < 0)
                        {
                            return (at, $"Lua code block missing the closing long bracket \"{System.Text.Encoding.ASCII.GetString(closing)}\"");
                        }

                        at = open + level + 2 + length + closing.Length;
                    }
                    else if (comment)
                    {
                        var length = bytes[at..].IndexOf((byte)'\n');
                        at = length < 0 ? bytes.Length : at + length + 1;
                    }
                    else
                    {
                        at++;
                    }

                    break;
            }
        }

        return (bytes.Length, unfinished);
    }

    private static int EndOfString(ReadOnlySpan<byte> bytes, int at)
    {
        var quote = bytes[at++];
        while (at < bytes.Length && bytes[at..].IndexOfAny(quote, (byte)'\\') is >= 0 and var step)
        {
            at += step;
            if (bytes[at] == quote)
            {
                return at + 1;
            }

            at += 2;
        }

        return bytes.Length;
    }

    private static int? LongBracketLevel(ReadOnlySpan<byte> bytes, int at)
    {
        if (at >= bytes.Length || bytes[at] != '[')
        {
            return null;
        }

        var rest = bytes[(at + 1)..];
        var level = rest.IndexOfAnyExcept((byte)'=');
        return level >= 0 && rest[level] == '[' ? level : null;
    }

    private static byte[] LongBracketClosing(int level)
    {
        var closing = new byte[level + 2];
        Array.Fill(closing, (byte)'=');
        closing[0] = closing[^1] = (byte)']';
        return closing;
    }
}
