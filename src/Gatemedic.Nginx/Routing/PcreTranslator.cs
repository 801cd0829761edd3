using System.Globalization;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>
/// Writes a PCRE pattern for .NET with the same meaning over byte text: groups are numbered as PCRE numbers them (named ones too), classes are ASCII,
/// possessive quantifiers become atomic groups. What .NET cannot say is refused.
/// </summary>
internal sealed partial class PcreTranslator
{
    private readonly string pattern;
    private readonly StringBuilder to = new();
    private readonly Stack<int> open = [];
    private readonly Dictionary<string, int> names = [];
    private int at;
    private int groups;

    /// <summary>Where the last atom starts in the output, -1 when there is none.</summary>
    private int atom = -1;

    private PcreTranslator(string pattern) => this.pattern = pattern;

    /// <summary>A translated pattern.</summary>
    /// <param name="Text">For .NET.</param>
    /// <param name="Groups">How many groups capture.</param>
    /// <param name="Names">Number of each named group.</param>
    public sealed record Translation(string Text, int Groups, IReadOnlyDictionary<string, int> Names);

    /// <summary>Translates; null when .NET has no equal.</summary>
    public static Translation? Translate(string pattern)
    {
        var translator = new PcreTranslator(pattern);
        return translator.Run() && translator.open.Count == 0
            ? new Translation(translator.to.ToString(), translator.groups, translator.names)
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
}
