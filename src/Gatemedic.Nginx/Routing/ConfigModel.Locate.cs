namespace Gatemedic.Nginx;

/// <content>Which location takes a path.</content>
public sealed partial record ConfigModel
{
    private readonly PcreCache locating = new();

    /// <summary>
    /// The location that takes a path inside a server, whatever it then does with it; null when none does, when nginx answers 301 to the path with a slash,
    /// or when a regular expression on the way cannot be tried.
    /// </summary>
    /// <param name="server">The server that has the request.</param>
    /// <param name="path">Decoded, without arguments.</param>
    public LocationBlock? Locate(ServerBlock server, string path)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(path);
        var uri = ByteText.FromText(path);
        var patterns = new PcrePatterns(locating);
        var isDecided = true;
        var search = new LocationSearch(uri, IsMatch);
        search.Search(new ConfigBlock(server.Directive, null));
        return isDecided && !search.RedirectsToSlash && search.Found is { } found ? Find(server.Locations, found.Directive) : null;

        bool IsMatch(ConfigBlock block)
        {
            isDecided &= patterns.TryMatch(block.Directive.Args[^1].TrimStart('~', '*'), uri, block.Modifier == "~*", out var match);
            return match is not null;
        }
    }

    private static LocationBlock? Find(IEnumerable<LocationBlock> level, Directive directive) =>
        level.Select(l => ReferenceEquals(l.Directive, directive) ? l : Find(l.Locations, directive)).FirstOrDefault(found => found is not null);
}
