namespace Gatemedic.Nginx;

/// <summary>Finds variables in a word as ngx_http_script_compile does: <c>$name</c>, <c>${name}</c>, <c>$1</c>.</summary>
internal static class VariableSyntax
{
    /// <summary>The parts of a word in order: literal text, or the name of a variable.</summary>
    public static IEnumerable<(string Text, bool IsVariable)> Parts(string word)
    {
        var at = 0;
        while (at < word.Length)
        {
            var dollar = word.IndexOf('$', at);
            if (dollar < 0)
            {
                yield return (word[at..], false);
                yield break;
            }

            var (name, end) = Name(word, dollar + 1);
            if (name.Length == 0)
            {
                yield return (word[at..(dollar + 1)], false);
                at = dollar + 1;
                continue;
            }

            if (dollar > at)
            {
                yield return (word[at..dollar], false);
            }

            yield return (name, true);
            at = end;
        }
    }

    private static (string Name, int End) Name(string word, int at)
    {
        var braced = at < word.Length && word[at] == '{';
        var from = braced ? at + 1 : at;
        if (!braced && from < word.Length && word[from] is >= '1' and <= '9')
        {
            return (word[from].ToString(), from + 1);
        }

        var to = from;
        while (to < word.Length && (char.IsAsciiLetterOrDigit(word[to]) || word[to] == '_'))
        {
            to++;
        }

        var closed = !braced || (to < word.Length && word[to] == '}');
        return closed ? (word[from..to], braced ? to + 1 : to) : ("", at);
    }
}
