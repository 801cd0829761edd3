using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Finds the location of a URI as ngx_http_core_find_location does.</summary>
internal sealed class LocationSearch(string uri, PcrePatterns patterns, Func<LocationBlock, bool> hasPass)
{
    /// <summary>The location found so far.</summary>
    public LocationBlock? Found { get; private set; }

    /// <summary>The location was found only by adding a slash: a 301 follows.</summary>
    public bool RedirectsToSlash { get; private set; }

    /// <summary>Searches one level and, inside what it finds, the nested ones; true when outer regular expressions are not to be tried.</summary>
    public bool Search(ImmutableArray<LocationBlock> level)
    {
        var noRegex = false;
        if (level.FirstOrDefault(l => l.Modifier == "=" && l.Pattern == uri) is { } exact)
        {
            Found = exact;
            return true;
        }

        var prefix = LongestPrefix(level);
        if (prefix?.Pattern != uri && level.FirstOrDefault(LacksSlash) is { } redirecting)
        {
            (Found, RedirectsToSlash) = (redirecting, true);
            return true;
        }

        if (prefix is not null)
        {
            Found = prefix;
            noRegex = prefix.Modifier == "^~";
            if (Search(prefix.Locations))
            {
                return true;
            }
        }

        if (noRegex || level.FirstOrDefault(IsRegexMatch) is not { } regex)
        {
            return false;
        }

        Found = regex;
        Search(regex.Locations);
        return true;
    }

    private LocationBlock? LongestPrefix(ImmutableArray<LocationBlock> level)
    {
        LocationBlock? longest = null;
        foreach (var location in level)
        {
            if (location.Modifier is "" or "^~"
                && uri.StartsWith(location.Pattern, StringComparison.Ordinal)
                && (longest is null || location.Pattern.Length > longest.Pattern.Length))
            {
                longest = location;
            }
        }

        return longest;
    }

    /// <summary>A location whose name is the URI and a slash, with a *_pass: nginx sets auto_redirect on it.</summary>
    private bool LacksSlash(LocationBlock location) =>
        location.Modifier is "" or "^~" or "="
        && location.Pattern.Length == uri.Length + 1
        && location.Pattern.EndsWith('/')
        && location.Pattern.StartsWith(uri, StringComparison.Ordinal)
        && hasPass(location);

    private bool IsRegexMatch(LocationBlock location) =>
        location.Modifier is "~" or "~*" && patterns.IsMatch(location.Pattern, uri, location.Modifier == "~*");
}
