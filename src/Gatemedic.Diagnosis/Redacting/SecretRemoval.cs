using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Applies the rules to texts and counts what went.</summary>
internal sealed class SecretRemoval
{
    /// <summary>Stands where a secret stood. It is a word to nginx, a shell and a URL alike.</summary>
    public const string Mark = "REDACTED";

    private readonly int[] _counts = new int[SecretRules.All.Length];

    /// <summary>What went so far.</summary>
    public ImmutableArray<RemovedSecrets> Removed =>
        [.. SecretRules.All.Select((r, i) => (r.What, Count: _counts[i])).GroupBy(r => r.What).Select(g => new RemovedSecrets(g.Key, g.Sum(r => r.Count))).Where(r => r.Count > 0)];

    /// <summary>The text without secrets. One that is written in two or four bytes a letter is read without its zeros; where a secret shows so, it stays so.</summary>
    public string Apply(TextPlace place, string text)
    {
        if (place.IsVocabulary)
        {
            return text;
        }

        if (!text.Contains('\0', StringComparison.Ordinal))
        {
            return Rules(place, text);
        }

        var narrow = text.Replace("\0", "", StringComparison.Ordinal);
        var bare = Rules(place, narrow);
        return bare == narrow ? text : bare;
    }

    private string Rules(TextPlace place, string text)
    {
        for (var i = 0; i < SecretRules.All.Length; i++)
        {
            var rule = SecretRules.All[i];
            if (rule.LooksInto(place))
            {
                text = rule.Pattern.Replace(text, match => Bare(match, rule, ref _counts[i]));
            }
        }

        return text;
    }

    /// <summary>The match with the mark for each secret, and as many line ends as before: findings name lines of the configuration.</summary>
    private static string Bare(Match match, SecretRule rule, ref int count)
    {
        if (rule.Keeps?.Invoke(match) == true)
        {
            return match.Value;
        }

        var bare = new StringBuilder();
        var from = match.Index;
        foreach (var secret in match.Groups["secret"].Captures.Where(c => c.Length > 0 && c.Value != Mark))
        {
            count++;
            bare.Append(match.Value, from - match.Index, secret.Index - from).Append(Mark).Append('\n', secret.Value.Count(c => c == '\n'));
            from = secret.Index + secret.Length;
        }

        return bare.Append(match.Value, from - match.Index, match.Index + match.Length - from).ToString();
    }
}
