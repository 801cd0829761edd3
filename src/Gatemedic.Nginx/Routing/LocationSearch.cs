namespace Gatemedic.Nginx;

/// <summary>Finds the location of a URI as ngx_http_core_find_location does.</summary>
/// <param name="uri">Byte text.</param>
/// <param name="isMatch">Tries the regular expression of a location.</param>
internal sealed class LocationSearch(string uri, Func<ConfigBlock, bool> isMatch)
{
    /// <summary>The location found so far; null for the server itself.</summary>
    public ConfigBlock? Found { get; private set; }

    /// <summary>The location was found only by adding a slash: a 301 follows.</summary>
    public bool RedirectsToSlash { get; private set; }

    /// <summary>Searches one level and, inside what it finds, the nested ones; true when outer regular expressions are not to be tried.</summary>
    public bool Search(ConfigBlock level)
    {
        ConfigBlock? prefix = null;
        ConfigBlock? redirecting = null;
        foreach (var location in level.Locations)
        {
            if (!location.IsStatic)
            {
                continue;
            }

            if (location.Modifier == "=" && location.Name == uri)
            {
                (Found, RedirectsToSlash) = (location, false);
                return true;
            }

            if (location.Modifier != "=" && (prefix is null || location.Name.Length > prefix.Name.Length) && uri.StartsWith(location.Name, StringComparison.Ordinal))
            {
                prefix = location;
            }

            redirecting = IsUriWithSlash(location.Name) && location.RedirectsToSlash ? Preferred(redirecting, location) : redirecting;
        }

        if (redirecting is not null && prefix?.Name != uri)
        {
            // The location of this name that nginx takes is the exact one, whichever of the two has the pass.
            Found = level.Locations.FirstOrDefault(l => l.Modifier == "=" && l.Name == redirecting.Name) ?? redirecting;
            RedirectsToSlash = true;
            return true;
        }

        if (prefix is not null)
        {
            Found = prefix;
            if (Search(prefix))
            {
                return true;
            }
        }

        if (prefix?.Modifier == "^~" || level.Locations.FirstOrDefault(l => l.IsRegex && isMatch(l)) is not { } regex)
        {
            return false;
        }

        Found = regex;
        Search(regex);
        return true;
    }

    private bool IsUriWithSlash(string name) =>
        name.Length == uri.Length + 1 && name[^1] == '/' && name.StartsWith(uri, StringComparison.Ordinal);

    private static ConfigBlock Preferred(ConfigBlock? before, ConfigBlock now) => before is null || now.Modifier == "=" ? now : before;
}
