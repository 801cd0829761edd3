using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>
/// Writes a PCRE pattern for .NET with the same meaning over byte text: groups are numbered as PCRE numbers them (named ones too), classes are ASCII,
/// possessive quantifiers become atomic groups. What .NET cannot say is refused.
/// </summary>
internal sealed class PcreTranslator
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

    private readonly string pattern;
    private readonly StringBuilder to = new();
    private readonly Stack<int> open = [];
    private readonly ImmutableDictionary<string, int>.Builder names = ImmutableDictionary.CreateBuilder<string, int>();
    private int at;
    private int groups;

    /// <summary>Where the last atom starts in the output, -1 when there is none.</summary>
    private int atom = -1;

    private PcreTranslator(string pattern) => this.pattern = pattern;

    /// <summary>A translated pattern.</summary>
    /// <param name="Text">For .NET.</param>
    /// <param name="Groups">How many groups capture.</param>
    /// <param name="Names">Number of each named group.</param>
    public sealed record Translation(string Text, int Groups, ImmutableDictionary<string, int> Names);

    /// <summary>Translates; null when .NET has no equal.</summary>
    public static Translation? Translate(string pattern)
    {
        var translator = new PcreTranslator(pattern);
        return translator.Run() && translator.open.Count == 0
            ? new Translation(translator.to.ToString(), translator.groups, translator.names.ToImmutable())
            : null;
    }

    private bool Run()
    {
        while (at < pattern.Length)
        {
            var ch = pattern[at];
            var done = ch switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Open(),
                ')' => Close(),
                '*' or '+' or '?' => Quantify(1),
                '{' when QuantifierLength() is > 0 and var length => Quantify(length),
                '^' or '$' or '|' => Copy(1, isAtom: false),
                '{' or '}' or '#' or ' ' => Literal(),
                _ => Copy(1, isAtom: true),
            };
            if (!done)
            {
                return false;
            }
        }

        return true;
    }

    private bool Copy(int length, bool isAtom)
    {
        atom = isAtom ? to.Length : -1;
        to.Append(pattern, at, length);
        at += length;
        return true;
    }

    private bool Literal()
    {
        atom = to.Length;
        to.Append('\\').Append(pattern[at++]);
        return true;
    }

    private bool Put(string text, int consumed, bool isAtom = true)
    {
        atom = isAtom ? to.Length : -1;
        to.Append(text);
        at += consumed;
        return true;
    }

    private bool Quantify(int length)
    {
        if (atom < 0)
        {
            return false;
        }

        var next = at + length < pattern.Length ? pattern[at + length] : '\0';
        to.Append(pattern, at, length);
        at += length;
        if (next == '+')
        {
            to.Insert(atom, "(?>").Append(')');
            at++;
        }
        else if (next == '?')
        {
            to.Append('?');
            at++;
        }

        atom = -1;
        return true;
    }

    /// <summary>Length of "{2}", "{2,}" or "{2,3}" here; 0 when the brace is a character.</summary>
    private int QuantifierLength()
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return 0;
        }

        var parts = pattern[(at + 1)..end].Split(',');
        return parts.Length <= 2 && parts[0].Length > 0 && Array.TrueForAll(parts, p => p.All(char.IsAsciiDigit)) ? end + 1 - at : 0;
    }

    private bool Open()
    {
        open.Push(to.Length);
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            // A verb: "(*ACCEPT)".
            if (at + 1 < pattern.Length && pattern[at + 1] == '*')
            {
                return false;
            }

            to.Append(CultureInfo.InvariantCulture, $"(?<{++groups}>");
            at++;
            atom = -1;
            return true;
        }

        var rest = pattern.AsSpan(at + 2);
        foreach (var same in (ReadOnlySpan<string>)[":", "=", "!", "<=", "<!", ">"])
        {
            if (rest.StartsWith(same))
            {
                return Copy(2 + same.Length, isAtom: false);
            }
        }

        if (rest.StartsWith("i)") || rest.StartsWith("-i)") || rest.StartsWith("i:") || rest.StartsWith("s)") || rest.StartsWith("m)"))
        {
            var length = rest.IndexOfAny(')', ':') + 3;
            if (pattern[at + length - 1] == ')')
            {
                open.Pop();
            }

            return Copy(length, isAtom: false);
        }

        var name = rest.StartsWith("P<") ? 2 : rest.StartsWith("<") || rest.StartsWith("'") ? 1 : 0;
        var end = name == 0 ? -1 : rest[name..].IndexOfAny('>', '\'');
        if (end <= 0)
        {
            return false;
        }

        names[rest.Slice(name, end).ToString()] = ++groups;
        to.Append(CultureInfo.InvariantCulture, $"(?<{groups}>");
        at += 2 + name + end + 1;
        atom = -1;
        return true;
    }

    private bool Close()
    {
        if (!open.TryPop(out var start))
        {
            return false;
        }

        to.Append(')');
        at++;
        atom = start;
        return true;
    }

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

    private static string Plain(char ch) => char.IsAsciiLetterOrDigit(ch) || ch >= 0x80 ? ch.ToString() : $"\\{ch}";
}
