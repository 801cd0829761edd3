using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatemedic.Lint;

/// <summary>What is certain of a regular expression without trying it: the literal text that every match starts with, and those of which one ends it.</summary>
/// <param name="Prefix">Literal text behind '^'; empty when there is none.</param>
/// <param name="IsAllPrefix">It asks for no more than <see cref="Prefix"/>.</param>
/// <param name="Suffixes">Literal texts before '$', one of which ends every match; empty when unknown.</param>
/// <param name="IsAllSuffix">It asks for no more than one of <see cref="Suffixes"/>.</param>
internal sealed partial record RegexShape(string Prefix, bool IsAllPrefix, ImmutableArray<string> Suffixes, bool IsAllSuffix)
{
    private const string Special = ".^$*+?()[]{}|";

    /// <summary>Reads the shape of a pattern; nothing is known of one with alternatives at its top or options inside.</summary>
    public static RegexShape Of(string pattern)
    {
        if (InlineOptions().IsMatch(pattern) || HasTopLevelAlternatives(pattern))
        {
            return new RegexShape("", false, [], false);
        }

        var (prefix, end) = pattern.StartsWith('^') ? Literal(pattern, 1) : ("", 0);
        var ending = Ending().Match(pattern);
        ImmutableArray<string> suffixes = ending.Success ? [.. Alternatives(ending.Groups["group"]).Select(a => Plain(ending.Groups["before"].Value + a))] : [];
        return new RegexShape(
            prefix,
            pattern is "/" or "." or ".*" or "(.*)" || (pattern.StartsWith('^') && pattern[end..] is "" or ".*" or "(.*)" or ".*$" or "(.*)$"),
            suffixes,
            ending.Success && pattern[..ending.Index] is "" or ".*" or "(.*)" or "." or ".+" or "(.+)" && suffixes.All(s => s.Length > 0 && s[0] != '/'));
    }

    /// <summary>Every path that the other matches is matched by this one too.</summary>
    /// <param name="other">The later pattern.</param>
    /// <param name="comparison">How this one compares letters.</param>
    public bool Covers(RegexShape other, StringComparison comparison) =>
        (IsAllPrefix && other.Prefix.StartsWith(Prefix, comparison))
        || (IsAllSuffix && !other.Suffixes.IsEmpty && other.Suffixes.All(s => Suffixes.Any(own => s.EndsWith(own, comparison))));

    /// <summary>The literal text from a place on, without a last character that a quantifier changes, and where it ends.</summary>
    private static (string Text, int End) Literal(string pattern, int at)
    {
        var text = new StringBuilder();
        while (at < pattern.Length)
        {
            var escaped = pattern[at] == '\\';
            var next = at + (escaped ? 2 : 1);
            if (next > pattern.Length
                || (escaped ? char.IsAsciiLetterOrDigit(pattern[next - 1]) : Special.Contains(pattern[at], StringComparison.Ordinal))
                || (next < pattern.Length && pattern[next] is '*' or '+' or '?' or '{'))
            {
                break;
            }

            text.Append(pattern[next - 1]);
            at = next;
        }

        return (text.ToString(), at);
    }

    private static string[] Alternatives(Group group) => group.Success ? group.Value.Split('|') : [""];

    private static string Plain(string text) => text.Replace("\\", "", StringComparison.Ordinal);

    private static bool HasTopLevelAlternatives(string pattern)
    {
        var depth = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '|' when depth == 0:
                    return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\(\?[imsxUJ-]+[):]|\(\*")]
    private static partial Regex InlineOptions();

    /// <summary>Literals that no quantifier touches, then perhaps a group of such, then the end.</summary>
    [GeneratedRegex(@"(?<!\\)(?<before>(?:\\[./-]|[A-Za-z0-9_/-])*)(?:\((?:\?:)?(?<group>(?:\\[./-]|[A-Za-z0-9_/|-])+)\))?\$\z")]
    private static partial Regex Ending();
}
