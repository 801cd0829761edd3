using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>
/// Gives hosts other names, label by label, so that subdomains, wildcards and certificates still fit. A word that a name is made of is replaced in
/// every text: a unit, a directory or a container that is called after the site would betray it, and that they share a word is what causes go by.
/// </summary>
internal sealed partial class HostPseudonyms
{
    private const int ShortestWord = 3;

    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _dotted = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _single = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken;

    /// <summary>Pseudonyms for these.</summary>
    public HostPseudonyms(HostNames names)
    {
        _taken = [.. names.All.SelectMany(n => Word().Matches(n).Select(m => m.Value))];
        foreach (var name in names.All)
        {
            var labels = name.Split('.');
            foreach (Match word in Own(labels).SelectMany(l => Word().Matches(l)))
            {
                if (IsOwn(word.Value) && !_words.ContainsKey(word.Value))
                {
                    _words.Add(word.Value, Next("name", _words.Count));
                }
            }

            if (labels.Length > 1)
            {
                _dotted.Add(name);
            }
            else if (name.Any(c => char.IsAsciiDigit(c) || c == '-') && !OrdinaryWords.Contains(name))
            {
                _single.Add(name);
            }
        }
    }

    /// <summary>Whole names and the words in them.</summary>
    public ImmutableArray<Pseudonym> All =>
    [
        .. _dotted.Concat(_single).Select(n => new Pseudonym("host", Apply(n), n)),
        .. _words.Select(w => new Pseudonym("word", w.Value, w.Key)),
    ];

    /// <summary>The text with every name replaced.</summary>
    public string Apply(string text)
    {
        if (_dotted.Count + _single.Count + _words.Count == 0)
        {
            return text;
        }

        text = Dotted().Replace(text, match => _dotted.Contains(match.Value.Replace("\\", "", StringComparison.Ordinal)) ? Labels(match.Value) : match.Value);
        text = _single.Count > 0 ? Token().Replace(text, match => _single.Contains(match.Value) ? Label(match.Value) : match.Value) : text;
        return Word().Replace(text, match => _words.GetValueOrDefault(match.Value, match.Value));
    }

    /// <summary>A name with dots, which a regular expression writes as \.; no variable with a name behind it.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_$-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\\?\.[\p{L}\p{N}_-]{1,63}){1,16}", RegexOptions.CultureInvariant)]
    internal static partial Regex Dotted();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_-])[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}(?![\p{L}\p{N}_-])", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    /// <summary>What <see cref="Kinship"/> takes for a word.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private string Labels(string name)
    {
        var labels = name.Replace("\\", "", StringComparison.Ordinal).Split('.');
        var own = Own(labels).Count();
        return string.Join(name.Contains('\\', StringComparison.Ordinal) ? "\\." : ".", labels.Select((l, i) => i < own ? Label(l) : l));
    }

    /// <summary>
    /// One that has a word of its own gets it replaced like any text. Of the others a word that counts for kinship stays, with a mark; the rest is
    /// replaced by something that is no word.
    /// </summary>
    private string Label(string label)
    {
        var words = Word().Matches(label).Select(m => m.Value).ToList();
        if (words.Exists(_words.ContainsKey))
        {
            return label;
        }

        if (!_labels.TryGetValue(label, out var shown))
        {
            var number = (_labels.Count + 1).ToString(CultureInfo.InvariantCulture);
            shown = words.Exists(w => w.Length >= ShortestWord && !Kinship.IsGeneric(w)) ? $"{label}-x-{number}" : $"x-{number}";
            _labels.Add(label, shown);
        }

        return shown;
    }

    private string Next(string stem, int count)
    {
        string next;
        do
        {
            next = stem + (++count).ToString(CultureInfo.InvariantCulture);
        }
        while (!_taken.Add(next));
        return next;
    }

    /// <summary>The labels that somebody has chosen: all but a last one that is everybody's.</summary>
    private static IEnumerable<string> Own(string[] labels) => labels.Length > 1 && TopDomains.Contains(labels[^1]) ? labels.SkipLast(1) : labels;

    private static bool IsOwn(string word) => word.Length >= ShortestWord && !OrdinaryWords.Contains(word);
}
