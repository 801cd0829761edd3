using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>Tries nginx's regular expressions; those that .NET reads differently or too slowly are named, not guessed.</summary>
internal sealed partial class PcrePatterns
{
    /// <summary>After this many slow patterns the rest are not tried, which bounds the whole search.</summary>
    private const int MaxTimeouts = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    private readonly ImmutableArray<string>.Builder undecided = ImmutableArray.CreateBuilder<string>();
    private int timeouts;

    /// <summary>The patterns that could not be tried.</summary>
    public ImmutableArray<string> Undecided => [.. undecided.Distinct()];

    /// <summary>The pattern is found in the text; false when it cannot be tried.</summary>
    public bool IsMatch(string pattern, string text, bool ignoreCase)
    {
        if (timeouts < MaxTimeouts && !PcreOnly().IsMatch(pattern))
        {
            try
            {
                var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
                var read = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);

                // A busy machine may take the time away from a good pattern once.
                if ((Try(read, text, options) ?? Try(read, text, options)) is { } found)
                {
                    return found;
                }

                timeouts++;
            }
            catch (ArgumentException)
            {
                // .NET cannot read it.
            }
        }

        undecided.Add(pattern);
        return false;
    }

    private static bool? Try(string pattern, string text, RegexOptions options)
    {
        try
        {
            return Regex.IsMatch(text, pattern, options, Timeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Constructs of PCRE that .NET lacks or reads in another way: possessive quantifiers, verbs, recursion, POSIX classes, some escapes.</summary>
    [GeneratedRegex(@"[*+?}]\+|\(\*|\(\?(?:[R|&C]|P[>=]|[+-]?\d)|\[:\w+:\]|\\[KRhHVNXgQE]")]
    private static partial Regex PcreOnly();
}
