namespace Gatemedic.Nginx;

/// <content>The conditions of if.</content>
internal sealed partial class Walk
{
    private bool IsTrue(Directive directive, Script script)
    {
        var words = Condition(directive);
        var shown = "if " + string.Join(' ', directive.Args);
        var captures = script.Quote || script.IsArgs ? Variables.Captures.Escaped : Variables.Captures.Plain;
        switch (words)
        {
            case [['$', .. var name]]:
                var single = variables.Of(name);
                return single.IsKnown ? single.Text is not ("" or "0") : Undecided(shown, single);
            case [['$', .. var name], "=" or "!=", _]:
                var (left, right) = (variables.Of(name), variables.Expand(words[2], captures));
                return left.IsKnown && right.IsKnown ? left.Text == right.Text == (words[1] == "=")
                    : Undecided(shown, left.IsKnown ? right : left);
            case [['$', .. var name], "~" or "~*" or "!~" or "!~*", _]:
                return Matches(shown, variables.Of(name), words[1], words[2]);
            case ["-f" or "-d" or "-e" or "-x" or "!-f" or "!-d" or "!-e" or "!-x", _]:
                return Exists(shown, words[0], variables.Expand(words[1], captures));
            default:
                decisions.Note(shown, "nginx does not accept this condition");
                return false;
        }
    }

    /// <summary>The words of a condition without its parentheses, which may be glued to them (ngx_http_rewrite_if_condition).</summary>
    private static List<string> Condition(Directive directive)
    {
        var words = directive.Args.ToList();
        if (words is not [['(', ..], ..] || words[^1] is not [.., ')'])
        {
            return [];
        }

        if (words[0].Length == 1)
        {
            words.RemoveAt(0);
        }
        else
        {
            words[0] = words[0][1..];
        }

        if (words is [.., ")"])
        {
            words.RemoveAt(words.Count - 1);
        }
        else if (words.Count > 0)
        {
            words[^1] = words[^1][..^1];
        }

        return words;
    }

    private bool Matches(string shown, Value value, string comparison, string pattern)
    {
        if (!value.IsKnown)
        {
            return Undecided(shown, value);
        }

        if (!patterns.TryMatch(pattern, value.Text, comparison.EndsWith('*'), out var match))
        {
            return decisions.Take(shown, "only PCRE reads this pattern, or it takes too long", (false, "false"));
        }

        if (match is null)
        {
            state.Captures = null;
        }
        else
        {
            state.Matched(match);
        }

        return match is not null == (comparison[0] == '~');
    }

    private bool Exists(string shown, string test, Value path)
    {
        if (!path.IsKnown)
        {
            return Undecided(shown, path);
        }

        var isNegated = test[0] == '!';
        var kind = Look(Shown(path.Text));
        var answer = (test[^1], kind) switch
        {
            (_, PathKind.Unknown) or ('x', PathKind.File) => (bool?)null,
            ('f', PathKind.File) or ('d', PathKind.Directory) or ('e', PathKind.File or PathKind.Directory) => true,
            _ => false,
        };
        return answer is { } known ? known != isNegated
            : decisions.Take(shown, $"{Shown(path.Text)} is looked for on the disk", (isNegated, "it is not there"));
    }

    private bool Undecided(string shown, Value value) =>
        decisions.Take(shown, "depends on " + string.Join(", ", value.Unknown.Distinct()), (false, "false"));
}
