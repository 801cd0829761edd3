using System.Globalization;

namespace Gatemedic.Nginx;

/// <content>What a backslash begins.</content>
internal sealed partial class PcreTranslator
{
    private bool Escape()
    {
        if (at + 1 >= pattern.Length)
        {
            return false;
        }

        var ch = pattern[at + 1];
        switch (ch)
        {
            case 'd':
                return Put("[0-9]", 2);
            case 'D':
                return Put("[^0-9]", 2);
            case 'w':
                return Put($"[{Word}]", 2);
            case 'W':
                return Put($"[^{Word}]", 2);
            case 's':
                return Put($"[{Space}]", 2);
            case 'S':
                return Put($"[^{Space}]", 2);
            case 'h':
                return Put($"[{Horizontal}]", 2);
            case 'H':
                return Put($"[^{Horizontal}]", 2);
            case 'N':
                return Put("[^\\n]", 2);
            case 'R':
                return Put("(?>\\r\\n|[\\n\\v\\f\\r\\x85])", 2);
            case 'b':
                return Put($"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))", 2, isAtom: false);
            case 'B':
                return Put($"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))", 2, isAtom: false);
            case 'A' or 'Z' or 'z':
                return Copy(2, isAtom: false);
            case 'Q':
                return Quoted();
            case 'x':
                return Hexadecimal();
            case 't' or 'n' or 'r' or 'f' or 'e' or 'a':
                return Copy(2, isAtom: true);
            case >= '1' and <= '9':
                return Number();
            case 'g' or 'k':
                return Reference();
            default:
                return !char.IsAsciiLetterOrDigit(ch) && Put(ch < 0x80 ? $"\\{ch}" : ch.ToString(), 2);
        }
    }

    private bool Quoted()
    {
        var end = pattern.IndexOf("\\E", at, StringComparison.Ordinal);
        for (var i = at + 2; i < (end < 0 ? pattern.Length : end); i++)
        {
            atom = to.Length;
            to.Append(Plain(pattern[i]));
        }

        at = end < 0 ? pattern.Length : end + 2;
        return true;
    }

    private bool Hexadecimal() =>
        at + 3 < pattern.Length && char.IsAsciiHexDigit(pattern[at + 2]) && char.IsAsciiHexDigit(pattern[at + 3]) && Copy(4, isAtom: true);

    /// <summary>A group that the pattern has so far, or an octal number, which is refused.</summary>
    private bool Number()
    {
        var single = at + 2 >= pattern.Length || !char.IsAsciiDigit(pattern[at + 2]);
        return single && pattern[at + 1] - '0' <= groups && Put($"\\k<{pattern[at + 1]}>", 2);
    }

    private bool Reference()
    {
        var end = at + 2 < pattern.Length && pattern[at + 2] is '{' or '<' ? pattern.AsSpan(at + 3).IndexOfAny('}', '>') : -1;
        if (end <= 0)
        {
            return false;
        }

        var name = pattern.Substring(at + 3, end);
        var number = names.TryGetValue(name, out var named) ? named : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return number > 0 && number <= groups && Put(string.Create(CultureInfo.InvariantCulture, $"\\k<{number}>"), end + 4);
    }

    private static string Plain(char ch) => char.IsAsciiLetterOrDigit(ch) || ch >= 0x80 ? ch.ToString() : $"\\{ch}";
}
