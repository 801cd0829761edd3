using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A location that another always takes first: regular expressions are tried in order, and not at all below a ^~ (ngx_http_core_find_location).</summary>
public sealed class UnreachableLocation : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "unreachable-location", CheckGroup.Routing, LintSeverity.Warning, "Another location always takes the requests that a location is written for")
    {
        LeadsTo = ["upstream-down", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from server in subject.Model.Servers
        from level in server.AllLocations().Select(l => l.Locations).Prepend(server.Locations)
        from location in level
        let winner = Earlier(level, location) ?? (server.Directive.IsWritten() ? Prefix(level, location) : null) ?? Everything(level, location)
        where winner is not null
        select Complaint.At(
            location.Directive,
            $"no request reaches this location: \"location {winner.Text}\" ({winner.Directive.Where}) takes all of them, {Reason(winner, location)}",
            Remedy(winner, location))
            with
        { Related = [RelatedPlace.Of(winner.Directive, "takes the requests")] };

    private static LocationBlock? Earlier(ImmutableArray<LocationBlock> level, LocationBlock location)
    {
        if (!IsRegex(location))
        {
            return location.Modifier == "@" && level.First(l => l.Modifier == "@" && l.Pattern == location.Pattern) is var named && !ReferenceEquals(named, location) ? named : null;
        }

        var shape = RegexShape.Of(location.Pattern);
        return level.TakeWhile(l => !ReferenceEquals(l, location)).Where(IsRegex).FirstOrDefault(earlier =>
            (earlier.Pattern == location.Pattern && (earlier.Modifier == location.Modifier || earlier.Modifier == "~*"))
            || RegexShape.Of(earlier.Pattern) is var first && (first is { IsAllPrefix: true, Prefix: "" }
                || ((earlier.Modifier == "~*" || location.Modifier == "~") && first.Covers(shape, Comparison(earlier)))));
    }

    /// <summary>The ^~ below which all matches of a regular expression lie, when no longer prefix gives them back.</summary>
    private static LocationBlock? Prefix(ImmutableArray<LocationBlock> level, LocationBlock location) =>
        location.Modifier != "~" || RegexShape.Of(location.Pattern).Prefix is not { Length: > 0 } start ? null
        : level.Where(l => l.Modifier == "^~" && start.StartsWith(l.Pattern, StringComparison.Ordinal)).MaxBy(l => l.Pattern.Length) is { } outer
            && !level.Any(l => l.Modifier == "" && l.Pattern.Length > outer.Pattern.Length && l.Pattern.StartsWith(outer.Pattern, StringComparison.Ordinal)) ? outer
        : null;

    /// <summary>A regular expression that matches every path takes the requests of each plain prefix beside it, but not those of locations nested there.</summary>
    private static LocationBlock? Everything(ImmutableArray<LocationBlock> level, LocationBlock location) =>
        location is { Modifier: "", Locations.IsEmpty: true }
            ? level.FirstOrDefault(l => IsRegex(l) && RegexShape.Of(l.Pattern) is { IsAllPrefix: true } shape && location.Pattern.StartsWith(shape.Prefix, StringComparison.Ordinal))
            : null;

    private static string Reason(LocationBlock winner, LocationBlock location) =>
        winner.Modifier == "@" ? "because it has the same name and comes first"
        : !IsRegex(winner) ? "and below ^~ no regular expression is tried"
        : IsRegex(location) ? "because regular expressions are tried in the order in which they are written"
        : "because a regular expression that matches is preferred to a prefix";

    private static string Remedy(LocationBlock winner, LocationBlock location) =>
        winner.Modifier == "@" ? "give it another name, or remove it"
        : !IsRegex(winner) ? "put this location inside of the other, or remove ^~ there"
        : IsRegex(location) ? "write this location before the other, or remove it"
        : "write \"^~\" before the prefix, or remove the location";

    private static bool IsRegex(LocationBlock location) => location.Modifier is "~" or "~*";

    private static StringComparison Comparison(LocationBlock location) =>
        location.Modifier == "~*" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
