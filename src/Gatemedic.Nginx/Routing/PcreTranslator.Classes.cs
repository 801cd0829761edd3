namespace Gatemedic.Nginx;

/// <content>Classes in brackets, and the sets that their short names stand for.</content>
internal sealed partial class PcreTranslator
{
    private const string Word = "a-zA-Z0-9_";
    private const string Space = "\\t\\n\\v\\f\\r ";
    private const string Horizontal = "\\t \\xA0";

    private static readonly Dictionary<string, string> Posix = new()
    {
        ["alpha"] = "a-zA-Z",
        ["digit"] = "0-9",
        ["alnum"] = "a-zA-Z0-9",
        ["upper"] = "A-Z",
        ["lower"] = "a-z",
        ["space"] = Space,
        ["blank"] = "\\t ",
        ["punct"] = "!-/:-@\\[-`{-~",
        ["xdigit"] = "0-9A-Fa-f",
        ["word"] = Word,
        ["cntrl"] = "\\x00-\\x1F\\x7F",
        ["print"] = "\\x20-\\x7E",
        ["graph"] = "\\x21-\\x7E",
    };

    private bool Class()
    {
        var start = to.Length;
        to.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            to.Append('^');
            at++;
        }

        for (var first = true; at < pattern.Length; first = false)
        {
            var ch = pattern[at];
            if (ch == ']' && !first)
            {
                to.Append(']');
                at++;
                atom = start;
                return true;
            }

            if (!(ch == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':' ? PosixClass() : ch == '\\' ? ClassEscape() : ClassLiteral(ch)))
            {
                return false;
            }
        }

        return false;
    }

    private bool ClassLiteral(char ch)
    {
        to.Append(ch is '[' or ']' ? $"\\{ch}" : ch.ToString());
        at++;
        return true;
    }

    private bool PosixClass()
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        if (end < 0 || !Posix.TryGetValue(pattern[(at + 2)..end], out var set))
        {
            return false;
        }

        to.Append(set);
        at = end + 2;
        return true;
    }

    private bool ClassEscape()
    {
        if (at + 1 >= pattern.Length)
        {
            return false;
        }

        var ch = pattern[at + 1];
        var set = ch switch { 'd' => "0-9", 'w' => Word, 's' => Space, 'h' => Horizontal, 'b' => "\\b", _ => null };
        if (set is null && ch == 'x')
        {
            return Hexadecimal();
        }

        if (set is null && char.IsAsciiLetterOrDigit(ch) && ch is not ('t' or 'n' or 'r' or 'f' or 'e' or 'a'))
        {
            return false;
        }

        to.Append(set ?? $"\\{ch}");
        at += 2;
        return true;
    }
}
