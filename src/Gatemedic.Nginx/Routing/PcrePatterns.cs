using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>A match of a regular expression as ngx_http_regex_exec keeps it.</summary>
/// <param name="Groups">What <c>$0</c> to the last group that took part captured; null for a group before it that did not.</param>
/// <param name="Names">Number of each named group.</param>
internal sealed record PcreMatch(ImmutableArray<string?> Groups, IReadOnlyDictionary<string, int> Names)
{
    /// <summary>The text of a group, empty when it took no part.</summary>
    public string this[int group] => group < Groups.Length ? Groups[group] ?? "" : "";
}

/// <summary>Tries nginx's regular expressions; those that .NET cannot read or reads too slowly are named, not guessed.</summary>
internal sealed class PcrePatterns(PcreCache cache)
{
    /// <summary>After this many slow patterns the rest are not tried, which bounds the whole search.</summary>
    private const int MaxTimeouts = 3;

    private int timeouts;

    /// <summary>The match; null when there is none. False when the pattern cannot be tried.</summary>
    public bool TryMatch(string pattern, string text, bool ignoreCase, out PcreMatch? match)
    {
        match = null;
        if (timeouts >= MaxTimeouts || cache.Compile(pattern, ignoreCase) is not { } known)
        {
            return false;
        }

        // A busy machine may take the time away from a good pattern once.
        if ((Try(known, text) ?? Try(known, text)) is not { } found)
        {
            timeouts++;
            return false;
        }

        match = found.Success ? Captured(found, known) : null;
        return true;
    }

    private static Match? Try(PcreCache.Compiled known, string text)
    {
        try
        {
            return known.Regex.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static PcreMatch Captured(Match found, PcreCache.Compiled known)
    {
        var last = known.Groups;
        while (last > 0 && !found.Groups[last].Success)
        {
            last--;
        }

        var groups = ImmutableArray.CreateBuilder<string?>(last + 1);
        for (var i = 0; i <= last; i++)
        {
            groups.Add(found.Groups[i].Success ? found.Groups[i].Value : null);
        }

        return new PcreMatch(groups.MoveToImmutable(), known.Names);
    }
}
