using System.Text;

namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>Prints random statements in random layouts: every spelling of words, comments in every place, blocks on one line, either line end, no final line feed.</summary>
internal sealed class RandomConfig(Random random)
{
    private static readonly string[] Words =
    [
        "a", "b", "x1", "8", "16k", "$uri", "${uri}x", "/path", "\"b c\"", "'x;y'", "\"\"", "''", "a\\ b", "a\\\"b", "\"q\\\"q\"", "'it\\'s'", "~^/x\\d+", "\"~^/y{2}\"",
        "\"two\nlines\"", "\"# no comment\"", "'{'", "a#b", "a}b", "é", "\\\\", "\"\\t\"", "$", "a$",
    ];

    private readonly string lineEnd = random.Next(4) == 0 ? "\r\n" : "\n";
    private readonly string unit = new[] { "    ", "\t", "  ", "" }[random.Next(4)];

    /// <summary>Files: the main one, and one that is included from none, one or several places.</summary>
    public static MemoryFiles Files(Random random)
    {
        var files = new MemoryFiles(new RandomConfig(random).Print(mayInclude: true));
        return files.Add("/etc/nginx/part.conf", new RandomConfig(random).Print(mayInclude: false));
    }

    /// <summary>A word as an edit would give it: anything.</summary>
    public static string Word(Random random)
    {
        const string letters = "ab1/.~^$\\{}\"';# \t\n)(é*?|=-";
        var word = new StringBuilder();
        for (var length = random.Next(6); length > 0; length--)
        {
            word.Append(letters[random.Next(letters.Length)]);
        }

        return word.ToString();
    }

    private string Print(bool mayInclude)
    {
        var text = new StringBuilder();
        if (random.Next(3) == 0)
        {
            text.Append("# a head").Append(lineEnd).Append(lineEnd);
        }

        List(text, 0, mayInclude, onOneLine: false, least: 1);
        return random.Next(4) == 0 ? text.ToString().TrimEnd('\r', '\n') : text.ToString();
    }

    private void List(StringBuilder text, int depth, bool mayInclude, bool onOneLine, int least)
    {
        for (var count = random.Next(least, 5); count > 0; count--)
        {
            var startsLine = !onOneLine && random.Next(8) > 0;
            text.Append(startsLine ? string.Concat(Enumerable.Repeat(unit, depth)) : random.Next(3) == 0 ? "" : " ");
            if (startsLine && random.Next(5) == 0)
            {
                text.Append("# above; {").Append(lineEnd).Append(string.Concat(Enumerable.Repeat(unit, depth)));
            }

            Statement(text, depth, mayInclude, onOneLine);
            if (!onOneLine && random.Next(8) > 0)
            {
                text.Append(random.Next(5) == 0 ? " # behind; }" : "").Append(lineEnd).Append(random.Next(6) == 0 ? lineEnd : "");
            }
        }
    }

    private void Statement(StringBuilder text, int depth, bool mayInclude, bool onOneLine)
    {
        if (mayInclude && random.Next(6) == 0)
        {
            text.Append("include part.conf;");
            return;
        }

        text.Append("name").Append(random.Next(5));
        for (var count = random.Next(4); count > 0; count--)
        {
            text.Append(onOneLine || random.Next(6) > 0 ? " " : random.Next(2) == 0 ? $" # between;{lineEnd}\t" : $"{lineEnd}  ").Append(Words[random.Next(Words.Length)]);
        }

        if (depth == 3 || random.Next(3) > 0)
        {
            text.Append(random.Next(5) == 0 ? " ;" : ";");
            return;
        }

        text.Append(random.Next(5) == 0 && text[^1] != '$' ? "{" : " {");
        if (onOneLine || random.Next(4) == 0)
        {
            text.Append(random.Next(2) == 0 ? " " : "");
            List(text, depth + 1, mayInclude, onOneLine: true, least: 0);
            text.Append(random.Next(2) == 0 ? " }" : "}");
            return;
        }

        text.Append(random.Next(6) == 0 ? " # opens {" : "").Append(lineEnd);
        List(text, depth + 1, mayInclude, onOneLine: false, least: 0);
        text.Append(string.Concat(Enumerable.Repeat(unit, depth))).Append('}');
    }
}
