using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>The locations of one block, and which of them takes all requests that another is written for (ngx_http_core_find_location).</summary>
internal sealed class LocationLevel(ImmutableArray<LocationBlock> all)
{
    private readonly ImmutableArray<(LocationBlock Location, RegexShape Shape)> _patterns = [.. all.Where(IsRegex).Select(l => (l, RegexShape.Of(l.Pattern)))];

    /// <summary>The first of each name.</summary>
    private readonly Dictionary<string, LocationBlock> _named = all.Where(l => l.Modifier == "@").GroupBy(l => l.Pattern).ToDictionary(g => g.Key, g => g.First());

    /// <summary>The location is tried by its regular expression.</summary>
    public static bool IsRegex(LocationBlock location) => location.Modifier is "~" or "~*";

    /// <summary>An earlier one of the same name, or an earlier regular expression that matches whatever the location's does.</summary>
    public LocationBlock? Earlier(LocationBlock location)
    {
        if (!IsRegex(location))
        {
            return location.Modifier == "@" && _named[location.Pattern] is var named && !ReferenceEquals(named, location) ? named : null;
        }

        var shape = RegexShape.Of(location.Pattern);
        foreach (var (earlier, first) in _patterns)
        {
            if (ReferenceEquals(earlier, location))
            {
                break;
            }

            if ((earlier.Pattern == location.Pattern && (earlier.Modifier == location.Modifier || earlier.Modifier == "~*"))
                || first is { IsAllPrefix: true, Prefix: "" }
                || ((earlier.Modifier == "~*" || location.Modifier == "~") && first.Covers(shape, Comparison(earlier))))
            {
                return earlier;
            }
        }

        return null;
    }

    /// <summary>The ^~ below which all matches of a regular expression lie, when no longer prefix gives them back.</summary>
    public LocationBlock? Prefix(LocationBlock location) =>
        location.Modifier != "~" || RegexShape.Of(location.Pattern).Prefix is not { Length: > 0 } start ? null
        : all.Where(l => l.Modifier == "^~" && start.StartsWith(l.Pattern, StringComparison.Ordinal)).MaxBy(l => l.Pattern.Length) is { } outer
            && !all.Any(l => l.Modifier == "" && l.Pattern.Length > outer.Pattern.Length && l.Pattern.StartsWith(outer.Pattern, StringComparison.Ordinal)) ? outer
        : null;

    /// <summary>A regular expression that matches every path takes the requests of each plain prefix beside it, but not those of locations nested there.</summary>
    public LocationBlock? Everything(LocationBlock location) =>
        location is { Modifier: "", Locations.IsEmpty: true }
            ? _patterns.FirstOrDefault(p => p.Shape.IsAllPrefix && location.Pattern.StartsWith(p.Shape.Prefix, StringComparison.Ordinal)).Location
            : null;

    private static StringComparison Comparison(LocationBlock location) =>
        location.Modifier == "~*" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
